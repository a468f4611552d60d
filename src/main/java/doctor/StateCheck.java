package doctor;

import base.ExitStatus;
import config.Settings;
import host.LocalPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import journal.Journal;
import journal.JournalReader;
import journal.database.JournalLocation;
import journal.entry.ReplicaOverview;
import wiring.ComponentFactory;

/** Checks the journal and the management port of this host. */
final class StateCheck {
  private final Settings settings;

  StateCheck(Settings settings) {
    this.settings = settings;
  }

  List<Finding> findings() {
    JournalLocation location = ComponentFactory.journalLocation(settings);
    boolean running = Journal.isInUse(location);
    if (location instanceof JournalLocation.SqliteFile file && !Files.exists(file.path())) {
      return List.of(
          newJournalFinding(file.path().toAbsolutePath().getParent()), portFinding(running));
    }
    try (JournalReader history = ComponentFactory.openJournalReader(settings)) {
      ReplicaOverview all = history.findReplicas();
      return List.of(
          journalFinding(history, location, running || all.anyAlive()),
          portFinding(running || all.anyAliveOnThisHost()));
    } catch (RuntimeException e) {
      return List.of(Finding.fromException("journal", e), portFinding(running));
    }
  }

  private static Finding journalFinding(
      JournalReader history, JournalLocation location, boolean used) {
    if (history.isRetired()) {
      return Finding.fail(
          "journal",
          location + " is retired: it was exported to be used elsewhere",
          "run there, or `dromedary journal repair --revive` if the export was never used",
          ExitStatus.OPERATOR);
    }
    String daemon = used ? "a daemon writes to it now" : "no daemon writes to it";
    return Finding.ok(
        "journal", location + ", " + history.findUnsettled().size() + " rows open, " + daemon);
  }

  private static Finding newJournalFinding(Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there != null && Files.isWritable(there)
        ? Finding.ok("journal", "none yet; it will be made in " + folder)
        : Finding.fail(
            "journal",
            "cannot write to " + folder,
            "make it writable or set instance.state-dir",
            ExitStatus.OPERATOR);
  }

  private Finding portFinding(boolean running) {
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
          : Finding.fromException("port", e);
    }
  }
}
