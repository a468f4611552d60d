package devnet;

import java.util.List;

/**
 * Outcome of a simulated transaction.
 *
 * @param error text without any code number, or empty: the gateway tells no codes here
 */
record Simulation(String error, String typeUrl, long gasUsed, List<Event> events) {
  static Simulation of(State state, byte[] bytes) {
    long gas = 0;
    String stage = "";
    try {
      Tx tx = new TxDecoder(state.emissions).decode(bytes);
      Execution execution = new Execution(state);
      gas = execution.gas(tx);
      long sequence = state.account(tx.sender()).map(it -> it.sequence).orElse(0L);
      new Ante(state, true).admit(tx, sequence);
      stage = "failed to execute message; message index: 0: ";
      List<Event> events = execution.run(tx, false);
      return new Simulation("", tx.orders().get(0).typeUrl(), gas, events);
    } catch (Refusal refusal) {
      String text = stage + refusal.getMessage() + " with gas used: '" + gas + "'";
      return new Simulation(text, "", gas, List.of());
    }
  }
}
