package devnet.block;

import devnet.block.ChainBlock.DeliveredTx;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerState.LedgerAccount;
import devnet.ledger.PayloadJudge;
import devnet.ledger.SubmissionRecorder;
import devnet.ledger.SubmissionRecorder.IncludedPayload;
import devnet.ledger.TxRejectedException;
import devnet.tx.ChainEvent;
import devnet.tx.DecodedTx;
import devnet.tx.TxDecoder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Includes one transaction in the block being made. A transaction that passes the ante handler pays
 * its fee and uses its sequence number, even if its message then fails; one that does not pass is
 * left out of the block.
 */
public final class TxDeliverer {
  private final LedgerState state;
  private final SubmissionRecorder recorder;
  private final double gasFactor;

  public TxDeliverer(LedgerState state, SubmissionRecorder recorder, double gasFactor) {
    this.state = state;
    this.recorder = recorder;
    this.gasFactor = gasFactor;
  }

  public Optional<DeliveredTx> deliver(DecodedTx tx) {
    try {
      new TxDecoder(state.emissionsVersion).decode(tx.bytes());
      new AnteHandler(state, false).requireValid(tx, state.accounts.get(tx.sender()).sequence);
    } catch (TxRejectedException dropped) {
      return Optional.empty();
    }
    BigInteger fee = chargeFee(tx);
    DeliveredTx result = executeMessage(tx, fee);
    PayloadJudge judge = new PayloadJudge(state, recorder, included(result, fee));
    tx.messages().forEach(it -> judge.record(it.content()));
    return Optional.of(result);
  }

  private BigInteger chargeFee(DecodedTx tx) {
    BigInteger fee = tx.requireFeeAmount(BigInteger.ZERO);
    LedgerAccount payer = state.requireFeePayer(tx.fee().getGranter(), tx.sender());
    LedgerAccount signer = state.accounts.get(tx.sender());
    payer.balance = payer.balance.subtract(fee);
    signer.sequence++;
    if (signer.publicKey == null) {
      signer.publicKey = AnteHandler.decodePublicKey(tx);
    }
    return fee;
  }

  private DeliveredTx executeMessage(DecodedTx tx, BigInteger fee) {
    MessageExecutor execution = new MessageExecutor(state);
    long gas = (long) (execution.gasNeeded(tx) * gasFactor);
    List<ChainEvent> events = anteEvents(tx, fee + LedgerState.DENOM);
    try {
      if (gas > tx.gasLimit()) {
        throw TxRejectedException.sdkError(
            11,
            "out of gas in location: WritePerByte; gasWanted: %d, gasUsed: %d: out of gas",
            tx.gasLimit(),
            gas);
      }
      events.addAll(execution.execute(tx, true));
      return new DeliveredTx(tx, state.height, state.time, "", 0, "", gas, events);
    } catch (TxRejectedException refusal) {
      String log = "failed to execute message; message index: 0: " + refusal.getMessage();
      return new DeliveredTx(
          tx,
          state.height,
          state.time,
          refusal.codespace(),
          refusal.code(),
          refusal.code() == 11 ? refusal.getMessage() : log,
          Math.min(gas, tx.gasLimit()),
          events);
    }
  }

  private static List<ChainEvent> anteEvents(DecodedTx tx, String fee) {
    String payer = tx.fee().getGranter().isEmpty() ? tx.sender() : tx.fee().getGranter();
    List<ChainEvent> events =
        new ArrayList<>(ChainEvent.transfer(payer, LedgerState.FEE_COLLECTOR, fee));
    String sequence = tx.sender() + "/" + tx.signer().getSequence();
    byte[] signature = tx.raw().getSignatures(0).toByteArray();
    events.add(ChainEvent.untyped("tx", "fee", fee, "fee_payer", payer));
    events.add(ChainEvent.untyped("tx", "acc_seq", sequence));
    events.add(
        ChainEvent.untyped("tx", "signature", Base64.getEncoder().encodeToString(signature)));
    return events;
  }

  private static IncludedPayload included(DeliveredTx result, BigInteger fee) {
    return new IncludedPayload(
        "",
        "",
        result.txHash(),
        result.height(),
        result.time(),
        result.codespace(),
        result.code(),
        result.log(),
        fee,
        false);
  }
}
