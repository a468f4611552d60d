package chain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets the network run a transaction without including it: what it would use, or why it would fail.
 * It knows no transactions on their way, so it is asked with the committed sequence.
 */
final class Simulation {
  private static final Pattern EXPECTED = Pattern.compile("expected (\\d+), got (\\d+)");

  private final Nodes nodes;
  private final Queries queries;

  Simulation(Nodes nodes, Queries queries) {
    this.nodes = nodes;
    this.queries = queries;
  }

  /**
   * Gas used.
   *
   * @param trial makes the base64 of the transaction, unsigned, for a sequence
   * @throws domain.Failure as the network's refusal demands
   */
  long gas(String about, long sequence, LongFunction<String> trial) {
    Reply reply = run(trial.apply(sequence));
    Matcher expected = EXPECTED.matcher(reply.message());
    if (!reply.ok() && expected.find()) {
      reply = run(trial.apply(Long.parseLong(expected.group(1))));
    }
    if (reply.ok()) {
      return reply.number("gas_info", "gas_used");
    }
    Verdict verdict = Verdicts.of(reply.message());
    if (verdict instanceof Verdict.Wait wait && wait.mend() == Verdict.Mend.VERSION) {
      queries.renewed();
    }
    throw verdict.failure(about, reply.message());
  }

  private Reply run(String tx) {
    return nodes.post(
        "/cosmos/tx/v1beta1/simulate",
        new ObjectNode(JsonNodeFactory.instance).put("tx_bytes", tx));
  }
}
