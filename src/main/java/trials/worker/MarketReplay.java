package trials.worker;

import base.ExitStatus;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import market.quality.CandleLimits;
import market.store.CandleFile;

/**
 * Real history for the simulated market: a file of hourly bars, and the time in it at which chain
 * time begins.
 */
public record MarketReplay(Path file, Instant start) {
  private static final Duration SPARE = Duration.ofHours(3);

  /**
   * @param at time to begin; empty to end the file soon after the last epoch
   * @throws Failure.Stop with exit code 65 if the file is invalid or does not span the epochs
   */
  public static MarketReplay fromFile(Path file, Optional<Instant> at, int epochs) {
    CandleFile read = readCandles(file);
    Instant first =
        read.bars().get(0).time().plus(Duration.ofHours(CandleLimits.DEFAULT.minBars()));
    Instant end = read.bars().get(read.bars().size() - 1).time().plus(CandleFile.STEP);
    Instant start = at.orElse(end.minus(Duration.ofHours(epochs)).minus(SPARE));
    if (start.isBefore(first) || start.isAfter(end.plus(CandleFile.STEP))) {
      throw unusableFile(
          file, "it can be replayed from " + first + " to " + end + ", not " + start);
    }
    return new MarketReplay(file, start);
  }

  private static CandleFile readCandles(Path file) {
    try {
      return CandleFile.read(file, rows -> {});
    } catch (NoSuchFileException e) {
      throw unusableFile(file, "no such file");
    } catch (IOException | IllegalArgumentException e) {
      throw unusableFile(file, e.getMessage());
    }
  }

  private static Failure.Stop unusableFile(Path file, String what) {
    return new Failure.Stop(
        FailureReason.BAD_DATA, ExitStatus.UNUSABLE_DATA, "candles " + file + ": " + what);
  }
}
