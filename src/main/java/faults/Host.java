package faults;

import devnet.Devnet;
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
final class Host implements InstantSource, AutoCloseable {
  private final Devnet devnet;
  private final Leaping wall;
  private final Workers workers;
  private final Workers.Place place;
  private final List<Workers.Other> others = new ArrayList<>();
  private final List<Path> disks = new ArrayList<>();
  private volatile Duration wrong = Duration.ZERO;
  private volatile Duration slept = Duration.ZERO;

  Host(Devnet devnet, Leaping wall, Workers workers, World world, URI model) {
    this.devnet = devnet;
    this.wall = wall;
    this.workers = workers;
    this.place = world.place(devnet, model, this, this::nanos);
  }

  Workers.Place place() {
    return place;
  }

  /** The time it believes it is. */
  @Override
  public Instant instant() {
    return devnet.clock().instant().plus(wrong);
  }

  /** Its monotonic clock, which stood still while it was suspended. */
  private long nanos() {
    return wall.nanos() - slept.toNanos();
  }

  /** Its clock is off the true time by this, from now on. */
  void clock(Duration off) {
    wrong = off;
  }

  /** So much chain time passes at once, for it as for everybody. */
  void pass(Duration chain) {
    wall.leap(Duration.ofNanos((long) (chain.toNanos() / devnet.clock().speed())));
  }

  /** The same while it is suspended. */
  void suspend(Duration chain) {
    slept = slept.plusNanos((long) (chain.toNanos() / devnet.clock().speed()));
    pass(chain);
  }

  /** An empty folder. */
  Path folder() {
    try {
      return workers.folder();
    } catch (IOException e) {
      throw new UncheckedIOException("no folder can be made", e);
    }
  }

  /**
   * Mounts a disk of this size on an empty folder, until the run ends.
   *
   * @return whether this machine lets us
   */
  boolean smallDisk(Path folder, int bytes) {
    boolean mounted =
        done("mount", "-t", "tmpfs", "-o", "size=" + bytes, "dromedary", folder.toString());
    if (mounted) {
      disks.add(folder);
    }
    return mounted;
  }

  private static boolean done(String... command) {
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
   * Another process of the program under test, of which nobody expects an answer.
   *
   * @param state its state folder
   * @param settings over the worker's own
   */
  Workers.Other other(Path state, Map<String, String> settings, String... command) {
    try {
      Workers.Other other = workers.beside(place, state, settings, command);
      others.add(other);
      return other;
    } catch (IOException e) {
      throw new UncheckedIOException("no other process can be started", e);
    }
  }

  /** A command of the program under test that takes no settings, such as train. */
  Workers.Other tool(String... command) {
    try {
      Workers.Other tool = workers.tool(command);
      others.add(tool);
      return tool;
    } catch (IOException e) {
      throw new UncheckedIOException("no tool can be started", e);
    }
  }

  @Override
  public void close() {
    others.forEach(Workers.Other::close);
    disks.forEach(it -> done("umount", "--lazy", it.toString()));
  }
}
