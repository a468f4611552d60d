package devnet.tx;

import devnet.ledger.ChainEvent;
import devnet.ledger.LedgerState;
import devnet.ledger.TxRejectedException;
import java.util.List;

/**
 * Outcome of a simulated transaction.
 *
 * @param error text without any code number, or empty: the gateway tells no codes here
 */
public record TxSimulationResult(
    String error, String typeUrl, long gasUsed, List<ChainEvent> events) {
  private static final long DECODING_GAS = 1_174;

  public static TxSimulationResult simulate(LedgerState state, byte[] bytes) {
    long gas = DECODING_GAS;
    String stage = "";
    try {
      DecodedTx tx = new TxDecoder(state.emissionsVersion).decode(bytes);
      MessageExecutor execution = new MessageExecutor(state);
      gas = execution.gasNeeded(tx);
      long sequence = state.findAccount(tx.sender()).map(it -> it.sequence).orElse(0L);
      new AnteHandler(state, true).requireValid(tx, sequence);
      stage = "failed to execute message; message index: 0: ";
      List<ChainEvent> events = execution.execute(tx, false);
      return new TxSimulationResult("", tx.messages().get(0).typeUrl(), gas, events);
    } catch (TxRejectedException refusal) {
      String text =
          stage + refusal.getMessage() + " [" + position(stage) + "] with gas used: '" + gas + "'";
      return new TxSimulationResult(text, "", gas, List.of());
    }
  }

  /** The chain names the line of its source that refused. */
  private static String position(String stage) {
    return stage.isEmpty()
        ? "cosmos/cosmos-sdk@v0.50.10/x/auth/tx/decoder.go:23"
        : "cosmos/cosmos-sdk@v0.50.10/baseapp/baseapp.go:1010";
  }
}
