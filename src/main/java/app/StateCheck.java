package app;

import base.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import journal.History;
import journal.Journal;
import journal.JournalPlace;

/** The journal and the port: what a daemon on this host needs for itself. */
final class StateCheck {
  private final Settings settings;

  StateCheck(Settings settings) {
    this.settings = settings;
  }

  List<Finding> findings() {
    JournalPlace place = Wiring.place(settings);
    boolean running = Journal.inUse(place);
    return List.of(journal(place, running), port(running));
  }

  private Finding journal(JournalPlace place, boolean running) {
    if (place instanceof JournalPlace.File file && !Files.exists(file.path())) {
      return fresh(file.path().toAbsolutePath().getParent());
    }
    try (History history = Journal.read(place)) {
      String daemon = running ? "a daemon writes to it now" : "no daemon writes to it";
      return Finding.ok(
          "journal", place + ", " + history.unsettled().size() + " rows open, " + daemon);
    } catch (RuntimeException e) {
      return Finding.of("journal", e);
    }
  }

  private static Finding fresh(Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there != null && Files.isWritable(there)
        ? Finding.ok("journal", "none yet; it will be made in " + folder)
        : Finding.fail(
            "journal",
            "nothing can be written to " + folder,
            "make it writable or set instance.state-dir",
            ExitCode.OPERATOR);
  }

  private Finding port(boolean running) {
    if (!Boolean.parseBoolean(settings.text("camel.management.enabled"))) {
      return Finding.ok("port", "management is switched off");
    }
    String host = settings.text("camel.management.host");
    String port = settings.text("camel.management.port");
    try {
      LocalPorts.requireFree(host, Integer.parseInt(port));
      return Finding.ok("port", host + ":" + port + " is free");
    } catch (RuntimeException e) {
      return running
          ? Finding.ok("port", host + ":" + port + " is taken, by the running daemon presumably")
          : Finding.of("port", e);
    }
  }
}
