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

/** The machine on which the worker runs: what its clocks say, and what else runs on it. */
public final class SimulatedHost implements InstantSource, AutoCloseable {
  private final Devnet devnet;
  private final SkippingClock wallClock;
  private final WorkerUnderTestFactory workers;
  private final WorkerUnderTestFactory.WorkerEnvironment environment;
  private final List<WorkerUnderTestFactory.ExtraProcess> others = new ArrayList<>();
  private final List<Path> disks = new ArrayList<>();
  private volatile Duration wrong = Duration.ZERO;
  private volatile Duration slept = Duration.ZERO;

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
    return devnet.clock().instant().plus(wrong);
  }

  /** Its monotonic clock, which stood still while it was suspended. */
  private long monotonicNanos() {
    return wallClock.monotonicNanos() - slept.toNanos();
  }

  /** Its clock is off the true time by this, from now on. */
  public void setClockOffset(Duration off) {
    wrong = off;
  }

  /** So much chain time passes at once, for it as for everybody. */
  public void skipTime(Duration chain) {
    wallClock.skip(Duration.ofNanos((long) (chain.toNanos() / devnet.clock().speed())));
  }

  /** The same while it is suspended. */
  public void suspendFor(Duration chain) {
    slept = slept.plusNanos((long) (chain.toNanos() / devnet.clock().speed()));
    skipTime(chain);
  }

  /** An empty folder. */
  public Path newFolder() {
    try {
      return workers.newFolder();
    } catch (IOException e) {
      throw new UncheckedIOException("no folder can be made", e);
    }
  }

  /**
   * Mounts a disk of this size on an empty folder, until the run ends.
   *
   * @return whether this machine lets us
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
   * Another process of the program under test, of which no submission is expected.
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
      throw new UncheckedIOException("no other process can be started", e);
    }
  }

  /** A command of the program under test that takes no settings, such as train. */
  public WorkerUnderTestFactory.ExtraProcess startTool(String... command) {
    try {
      WorkerUnderTestFactory.ExtraProcess tool = workers.startTool(command);
      others.add(tool);
      return tool;
    } catch (IOException e) {
      throw new UncheckedIOException("no tool can be started", e);
    }
  }

  @Override
  public void close() {
    others.forEach(WorkerUnderTestFactory.ExtraProcess::close);
    disks.forEach(it -> runCommand("umount", "--lazy", it.toString()));
  }

  /** A wall clock that can leap forward, so that nobody waits for the next window. */
  public static final class SkippingClock implements InstantSource {
    private final InstantSource wallClock;
    private volatile Duration ahead = Duration.ZERO;

    public SkippingClock(InstantSource wallClock) {
      this.wallClock = wallClock;
    }

    /** Nothing happens for a time that has passed. */
    public void skip(Duration by) {
      if (!by.isNegative()) {
        ahead = ahead.plus(by);
      }
    }

    @Override
    public Instant instant() {
      return wallClock.instant().plus(ahead);
    }

    /** A monotonic clock that leaps along, for a program in the same process. */
    public long monotonicNanos() {
      return System.nanoTime() + ahead.toNanos();
    }
  }
}
