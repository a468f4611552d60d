package app;

import base.ExitCode;
import domain.Failure;
import domain.Reason;
import domain.TopicSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import journal.Entry;
import journal.Journal;
import journal.JournalPlace;
import journal.Repair;
import journal.Transfer;
import journal.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import routes.Failures;
import routes.Referee;
import routes.allora.Workers;

/**
 * Care of the journal: moving hosts, taking over the chain's record, repair. Stop the daemon first.
 */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    description = "Move, adopt or repair the journal; the daemon must be stopped.")
final class JournalCommand implements Callable<Integer> {
  private final InstantSource clock = InstantSource.system();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description =
          "Write everything to a new file; this journal is retired, so that two never answer.")
  int export(
      @Mixin ConfigurationOptions options,
      @Option(names = "--copy", description = "A backup: this journal stays in use.") boolean copy,
      @Parameters(paramLabel = "FILE") Path file) {
    Journal.read(Wiring.place(options.settings())).close();
    try (Journal journal = Journal.open(Wiring.place(options.settings()), clock);
        Writer out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
      if (copy) {
        Transfer.copy(journal.history(), out);
      } else {
        Transfer.export(journal, out);
      }
    } catch (IOException e) {
      throw refusal(
          "cannot write " + file + " (" + e + "): name a new file in a folder that exists");
    }
    say(
        "written to "
            + file
            + (copy ? "" : "; this journal is retired, import the file elsewhere"));
    return ExitCode.OK;
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Fill an empty journal from an export, after checking it all.")
  int load(@Mixin ConfigurationOptions options, @Parameters(paramLabel = "FILE") Path file) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      say(Transfer.load(Wiring.place(options.settings()), clock, in) + " rows imported");
    } catch (NoSuchFileException e) {
      throw unusable("there is no file " + file + ": name the file of an export");
    } catch (AccessDeniedException e) {
      throw unusable("file " + file + " may not be read: give this user the right to");
    } catch (IOException | UncheckedIOException e) {
      throw unusable(file + " cannot be read as text: name the file of an export");
    }
    return ExitCode.OK;
  }

  @Command(
      name = "adopt",
      mixinStandardHelpOptions = true,
      description =
          "Take over what the chain stores for this wallet and the journal does not know.")
  int adopt(@Mixin ConfigurationOptions options) {
    Settings settings = options.settings();
    Wiring wiring = new Wiring(settings, clock);
    try (Workers workers = new WorkerClientFactory(settings).workers();
        Journal journal = wiring.journal()) {
      Referee referee = new Referee(journal, workers, new Failures(journal, it -> {}));
      for (TopicSpec topic : settings.topics()) {
        Optional<Entry> row = referee.adopt(topic.id());
        say(row.map(Rows::line).orElse("topic " + topic.id() + ": nothing to adopt"));
      }
    }
    return ExitCode.OK;
  }

  @Command(
      name = "repair",
      mixinStandardHelpOptions = true,
      description = "Check every row and count the totals anew.")
  int repair(
      @Mixin ConfigurationOptions options,
      @Option(names = "--revive", description = "Take back an export that was never used.")
          boolean revive,
      @Option(
              names = "--set-aside",
              description = "Rename a damaged file, to import or adopt anew.")
          boolean setAside) {
    JournalPlace place = Wiring.place(options.settings());
    if (setAside && place instanceof JournalPlace.File file) {
      say(
          "renamed to "
              + Repair.setAside(file, clock)
              + "; now import an export, or wait until the"
              + " present window has closed and run `dromedary journal adopt`");
      return ExitCode.OK;
    }
    if (revive) {
      Transfer.revive(place, clock);
    }
    Verdict verdict = Repair.recount(place, clock);
    verdict.faults().forEach(this::say);
    say(verdict.rows() + " transitions checked, " + verdict.faults().size() + " faults");
    return verdict.sound() ? ExitCode.OK : ExitCode.OPERATOR;
  }

  private static Failure.Stop unusable(String sentence) {
    return new Failure.Stop(Reason.JOURNAL, ExitCode.UNUSABLE_DATA, sentence);
  }

  private static Failure.Stop refusal(String sentence) {
    return new Failure.Stop(Reason.JOURNAL, ExitCode.OPERATOR, sentence);
  }

  private void say(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
  }
}
