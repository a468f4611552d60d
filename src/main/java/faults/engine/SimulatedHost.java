package faults.engine;

import devnet.Devnet;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The machine on which the worker runs: its clocks, its disks and its other processes. */
public final class SimulatedHost implements InstantSource, AutoCloseable {
  private final Devnet devnet;
  private final SkippingClock wallClock;
  private final WorkerUnderTestFactory workers;
  private final WorkerUnderTestFactory.WorkerEnvironment environment;
  private final List<WorkerUnderTestFactory.ExtraProcess> others = new ArrayList<>();
  private final List<Path> disks = new ArrayList<>();
  private volatile Duration clockOffset = Duration.ZERO;
  private volatile Duration suspendedTime = Duration.ZERO;

  public SimulatedHost(
      Devnet devnet,
      SkippingClock wallClock,
      WorkerUnderTestFactory workers,
      ScenarioSetup setup,
      URI model) {
    this.devnet = devnet;
    this.wallClock = wallClock;
    this.workers = workers;
    this.environment = setup.workerEnvironment(devnet, model, this, this::monotonicNanos);
  }

  public WorkerUnderTestFactory.WorkerEnvironment workerEnvironment() {
    return environment;
  }

  /** The host's clock, which a scenario may shift. */
  @Override
  public Instant instant() {
    return devnet.clock().instant().plus(clockOffset);
  }

  /** The host's monotonic clock, which stands still while the host is suspended. */
  private long monotonicNanos() {
    return wallClock.monotonicNanos() - suspendedTime.toNanos();
  }

  /** Sets the difference between the host's clock and chain time. */
  public void setClockOffset(Duration off) {
    clockOffset = off;
  }

  /** Skips this much chain time, for the worker and the network. */
  public void skipTime(Duration chain) {
    wallClock.skip(Duration.ofNanos((long) (chain.toNanos() / devnet.clock().speed())));
  }

  /** Skips this much chain time while the host is suspended. */
  public void suspendFor(Duration chain) {
    suspendedTime = suspendedTime.plusNanos((long) (chain.toNanos() / devnet.clock().speed()));
    skipTime(chain);
  }

  /** Makes an empty folder. */
  public Path newFolder() {
    try {
      return workers.newFolder();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder", e);
    }
  }

  /**
   * Mounts a disk of this size, in bytes, on an empty folder until the run ends.
   *
   * @return whether this machine allows it
   */
  public boolean mountSmallDisk(Path folder, int bytes) {
    boolean mounted =
        runCommand("mount", "-t", "tmpfs", "-o", "size=" + bytes, "dromedary", folder.toString());
    if (mounted) {
      disks.add(folder);
    }
    return mounted;
  }

  private static boolean runCommand(String... command) {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Starts another process of the program under test, which is not expected to submit.
   *
   * @param state its state folder
   * @param settings over the worker's own
   */
  public WorkerUnderTestFactory.ExtraProcess startProcess(
      Path state, Map<String, String> settings, String... command) {
    try {
      WorkerUnderTestFactory.ExtraProcess other =
          workers.startProcess(environment, state, settings, command);
      others.add(other);
      return other;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start another process", e);
    }
  }

  /** Starts a command of the program under test that takes no settings, such as train. */
  public WorkerUnderTestFactory.ExtraProcess startTool(String... command) {
    try {
      WorkerUnderTestFactory.ExtraProcess tool = workers.startTool(command);
      others.add(tool);
      return tool;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the command", e);
    }
  }

  @Override
  public void close() {
    others.forEach(WorkerUnderTestFactory.ExtraProcess::close);
    disks.forEach(it -> runCommand("umount", "--lazy", it.toString()));
  }

  /** A wall clock that can skip ahead, so that nobody waits for the next window. */
  public static final class SkippingClock implements InstantSource {
    private final InstantSource wallClock;
    private volatile Duration ahead = Duration.ZERO;

    public SkippingClock(InstantSource wallClock) {
      this.wallClock = wallClock;
    }

    /** Skips ahead; a negative time does nothing. */
    public void skip(Duration by) {
      if (!by.isNegative()) {
        ahead = ahead.plus(by);
      }
    }

    @Override
    public Instant instant() {
      return wallClock.instant().plus(ahead);
    }

    /** A monotonic clock that skips ahead too, for a program in the same process. */
    public long monotonicNanos() {
      return System.nanoTime() + ahead.toNanos();
    }
  }
}
