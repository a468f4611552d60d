package chain.tx;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.node.EmissionsQueries;
import chain.node.NodePool;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets the network run a transaction without including it: what it would use, or why it would fail.
 * It knows no transactions on their way, so it is asked with the committed sequence.
 */
public final class GasSimulation {
  /** More than any block holds. */
  private static final long MOST_GAS = 1_000_000_000_000L;

  private static final Pattern EXPECTED = Pattern.compile("expected (\\d+), got (\\d+)");

  private final NodePool nodes;
  private final EmissionsQueries queries;

  public GasSimulation(NodePool nodes, EmissionsQueries queries) {
    this.nodes = nodes;
    this.queries = queries;
  }

  /**
   * Gas used.
   *
   * @param trial makes the base64 of the transaction, unsigned, for a sequence
   * @throws domain.Failure as the network's refusal demands
   */
  public long simulateGas(String about, long sequence, LongFunction<String> trial) {
    NodeReply reply = postSimulation(trial.apply(sequence));
    Matcher expected = EXPECTED.matcher(reply.errorMessage());
    if (!reply.isOk() && expected.find()) {
      reply = postSimulation(trial.apply(Long.parseLong(expected.group(1))));
    }
    if (reply.isOk()) {
      return requirePlausible(reply, reply.longField("gas_info", "gas_used"));
    }
    TxErrorMeaning verdict = TxErrorTable.lookUp(reply.errorMessage());
    if (verdict instanceof TxErrorMeaning.Wait wait
        && wait.remedy() == TxErrorMeaning.Remedy.VERSION) {
      queries.redetectVersion();
    }
    throw verdict.toFailure(about, reply.errorMessage());
  }

  private static long requirePlausible(NodeReply reply, long gas) {
    if (gas <= 0 || gas > MOST_GAS) {
      throw new NodeUnavailableException(reply.endpoint(), "answered with gas_used = " + gas);
    }
    return gas;
  }

  private NodeReply postSimulation(String tx) {
    return nodes.post(
        "/cosmos/tx/v1beta1/simulate",
        new ObjectNode(JsonNodeFactory.instance).put("tx_bytes", tx));
  }
}
