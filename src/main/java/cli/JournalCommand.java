package cli;

import base.ExitStatus;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.DryRunOption;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import config.Settings;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import journal.Journal;
import journal.JournalReader;
import journal.JournalRepair;
import journal.JournalTransfer;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.IntegrityReport;
import journal.entry.OutcomeCount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import report.HistoryRows;
import routes.allora.WorkerClients;
import routes.step.DuplicateWorkerGuard;
import routes.step.FailureRecorder;
import wiring.ComponentFactory;
import wiring.WorkerClientFactory;

/**
 * Maintains the journal: move it to another host, adopt what the chain stores, repair it. The
 * daemon must be stopped.
 */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    description = "Move, adopt or repair the journal; the daemon must be stopped.",
    footer = {"", "Example: dromedary journal export --copy backup.jsonl"})
public final class JournalCommand implements Callable<Integer> {
  private final InstantSource clock = InstantSource.system();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitStatus.USAGE;
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description =
          "Write everything to a new file; this journal is retired, so that two never submit.",
      footer = {"", "Example: dromedary journal export --copy backup.jsonl"})
  int export(
      @Mixin ConfigurationOptions options,
      @Mixin DryRunOption dryRun,
      @Option(names = "--copy", description = "A backup: this journal stays in use.") boolean copy,
      @Parameters(paramLabel = "FILE") Path file) {
    Settings settings = options.settings();
    JournalLocation location = ComponentFactory.journalLocation(settings);
    try (JournalReader reader = JournalReader.open(location)) {
      if (settings.isDryRun()) {
        print("dry run: " + countRows(reader) + " windows would be written to " + file);
        return ExitStatus.OK;
      }
    }
    try (Journal journal = Journal.open(location, clock)) {
      if (copy) {
        JournalTransfer.exportBackup(journal.reader(), file);
      } else {
        JournalTransfer.exportAndRetire(journal, file);
      }
    }
    print(
        "written to "
            + file
            + (copy ? "" : "; this journal is retired, import the file elsewhere"));
    return ExitStatus.OK;
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Fill an empty journal from an export, after checking it all.",
      footer = {
        "",
        "Example: dromedary journal import journal.jsonl --config dromedary.properties"
      })
  int importFile(@Mixin ConfigurationOptions options, @Parameters(paramLabel = "FILE") Path file) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      print(
          JournalTransfer.importInto(
                  ComponentFactory.journalLocation(settingsForChange(options)),
                  clock,
                  ComponentFactory.submissionVerifier(),
                  in)
              + " rows imported");
    } catch (NoSuchFileException e) {
      throw unusableFile("there is no file " + file + ": name the file of an export");
    } catch (AccessDeniedException e) {
      throw unusableFile("file " + file + " may not be read: give this user the right to");
    } catch (IOException | UncheckedIOException e) {
      throw unusableFile(file + " cannot be read as text: name the file of an export");
    }
    return ExitStatus.OK;
  }

  @Command(
      name = "adopt",
      mixinStandardHelpOptions = true,
      description =
          "Take over what the chain stores for this wallet and the journal does not know.",
      footer = {"", "Example: dromedary journal adopt --config dromedary.properties"})
  int adopt(
      @Mixin ConfigurationOptions options,
      @Mixin NetworkOption network,
      @Mixin TopicOption topicOption) {
    Settings settings = settingsForChange(options);
    ComponentFactory factory = new ComponentFactory(settings, clock);
    try (WorkerClients workers = new WorkerClientFactory(settings).buildClients();
        Journal journal = factory.openJournal(workers.defaultClient())) {
      DuplicateWorkerGuard duplicateGuard =
          new DuplicateWorkerGuard(journal, workers, new FailureRecorder(journal, it -> {}));
      for (TopicSpec topic : settings.topics()) {
        Optional<Entry> row = duplicateGuard.adoptFromChain(topic.id());
        print(row.map(HistoryRows::toText).orElse("topic " + topic.id() + ": nothing to adopt"));
      }
    }
    return ExitStatus.OK;
  }

  @Command(
      name = "repair",
      mixinStandardHelpOptions = true,
      description = "Check every row and count the totals anew.",
      footer = {"", "Example: dromedary journal repair --config dromedary.properties"})
  int repair(
      @Mixin ConfigurationOptions options,
      @Option(names = "--revive", description = "Take back an export that was never used.")
          boolean revive,
      @Option(
              names = "--set-aside",
              description = "Rename a damaged file, to import or adopt afresh.")
          boolean setAside) {
    JournalLocation location = ComponentFactory.journalLocation(settingsForChange(options));
    if (setAside && location instanceof JournalLocation.SqliteFile file) {
      print(
          "renamed to "
              + JournalRepair.setAside(file, clock)
              + "; now import an export, or wait until the"
              + " present window has closed and run `dromedary journal adopt`");
      return ExitStatus.OK;
    }
    if (revive) {
      JournalTransfer.revive(location);
    }
    IntegrityReport report =
        JournalRepair.recountAndVerify(location, clock, ComponentFactory.submissionVerifier());
    report.faults().forEach(this::print);
    print(report.summary());
    return report.isIntact() ? ExitStatus.OK : ExitStatus.OPERATOR;
  }

  private static long countRows(JournalReader reader) {
    return reader.countOutcomes(Instant.EPOCH).stream().mapToLong(OutcomeCount::count).sum();
  }

  /** Settings of a verb that changes the journal; refused in a dry run. */
  private static Settings settingsForChange(ConfigurationOptions options) {
    Settings settings = options.settings();
    if (settings.isDryRun()) {
      throw new Failure.Stop(
          FailureReason.CONFIGURATION,
          ExitStatus.CONFIGURATION,
          "instance.dry-run is true, and this command changes the journal: give it --set"
              + " instance.dry-run=false");
    }
    return settings;
  }

  private static Failure.Stop unusableFile(String sentence) {
    return new Failure.Stop(FailureReason.JOURNAL, ExitStatus.UNUSABLE_DATA, sentence);
  }

  private void print(String sentence) {
    spec.commandLine().getOut().println(sentence);
  }
}
