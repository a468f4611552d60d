package app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import journal.Entry;
import journal.Filter;
import journal.History;
import journal.Journal;
import journal.State;
import journal.Tally;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How the daemon fares by its journal alone: asks no network and disturbs no writer. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show how the daemon fares, from its journal.")
final class StatusCommand implements Callable<Integer> {
  private static final int LAST = 5;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Mixin private ConfigurationOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    try (History history = Journal.read(Wiring.place(options.settings()))) {
      Standing standing =
          new Standing(
              history.latest(Filter.ALL, LAST),
              history.tally(Instant.EPOCH),
              history.unsettled().size(),
              history.latest(new Filter(null, State.ACCEPTED, null, null), 1).stream().findFirst());
      show(standing);
      return ExitCode.OK;
    }
  }

  private void show(Standing standing) throws JsonProcessingException {
    if (json) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(new ObjectMapper().writeValueAsString(standing.tree()));
      out.flush();
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    standing.last().forEach(it -> err.println(Rows.line(it)));
    standing.counts().forEach(it -> err.println(line(it)));
    err.println(standing.unsettled() + " unsettled; newest accepted " + standing.newest());
  }

  private static String line(Tally tally) {
    String reason = tally.reason() == null ? "" : " (" + tally.reason() + ")";
    return "topic " + tally.topic() + "  " + tally.state().label() + reason + "  " + tally.count();
  }

  /** What is shown, in either form. */
  private record Standing(
      List<Entry> last, List<Tally> counts, int unsettled, Optional<Entry> accepted) {
    String newest() {
      return accepted.map(it -> it.key().label()).orElse("none yet");
    }

    Map<String, Object> tree() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("unsettled", unsettled);
      tree.put("newest_accepted", accepted.map(Rows::fields).orElse(null));
      tree.put("counts", counts.stream().map(Standing::count).toList());
      tree.put("last", last.stream().map(Rows::fields).toList());
      return tree;
    }

    private static Map<String, Object> count(Tally tally) {
      Map<String, Object> count = new LinkedHashMap<>();
      count.put("topic", tally.topic());
      count.put("state", tally.state().label());
      count.put("reason", tally.reason() == null ? null : tally.reason().name());
      count.put("count", tally.count());
      return count;
    }
  }
}
