package wallet;

import domain.Failure;
import domain.FailureReason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import wallet.KeyCandidate.PassphraseSource;

/**
 * Looks for the key, in this order: {@code WALLET_KEYFILE} (opened with {@code
 * WALLET_PASSPHRASE_FILE} or the systemd credential {@code passphrase}), {@code MNEMONIC_FILE},
 * {@code MNEMONIC}, {@code PRIVATE_KEY}, the systemd credential {@code mnemonic}, {@code
 * .allora_key} in the working directory. The first place that is named or present decides.
 */
public final class KeySource {
  private static final String ADDRESS = "ALLORA_WALLET_ADDR";

  private final Map<String, String> environment;
  private final Path directory;

  /**
   * The wallet and where it came from.
   *
   * @param origin the place, for people
   * @param warnings sentences an operator should see
   */
  public record FoundKey(Wallet wallet, String origin, List<String> warnings) {
    public FoundKey {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * @param environment names as above; an empty value is as good as none
   * @param directory the working directory
   */
  public KeySource(Map<String, String> environment, Path directory) {
    this.environment = Map.copyOf(environment);
    this.directory = directory;
  }

  /**
   * @throws Failure.Stop with exit code 77 if there is no usable key or it belongs to another
   *     address than {@code ALLORA_WALLET_ADDR}; 78 if that is no address
   */
  public FoundKey find() {
    List<KeyCandidate> places = candidateLocations();
    FoundKey found =
        places.stream()
            .filter(KeyCandidate::isPresent)
            .findFirst()
            .orElseThrow(() -> noKeyFound(places))
            .loadKey();
    requireAddress(found);
    return found;
  }

  private List<KeyCandidate> candidateLocations() {
    return List.of(
        KeyCandidate.fileFromVariable(environment, "WALLET_KEYFILE", this::openKeyfile),
        KeyCandidate.fileFromVariable(environment, "MNEMONIC_FILE", KeyParser::readFile),
        KeyCandidate.textFromVariable(environment, "MNEMONIC"),
        KeyCandidate.textFromVariable(environment, "PRIVATE_KEY"),
        KeyCandidate.systemdCredential(environment, "mnemonic"),
        KeyCandidate.defaultFile(directory.resolve(".allora_key"), KeyParser::readFile));
  }

  private Wallet openKeyfile(Path file) {
    char[] passphrase = PassphraseSource.find(environment);
    try {
      return Keyfile.open(file, passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private void requireAddress(FoundKey found) {
    String given = environment.getOrDefault(ADDRESS, "");
    if (given.isBlank()
        || Bech32Address.requireValid(ADDRESS, given).equals(found.wallet().address())) {
      return;
    }
    throw stop(
        "the key from "
            + found.origin()
            + " is for "
            + found.wallet()
            + ", but "
            + ADDRESS
            + " says "
            + given
            + "; correct one of them");
  }

  private static Failure.Stop noKeyFound(List<KeyCandidate> places) {
    return stop(
        places.stream()
                .map(it -> it.name() + " (" + it.absenceReason() + ")")
                .collect(Collectors.joining(", ", "no key found, looked at ", ""))
            + "; give one there, or make one with `dromedary wallet new`");
  }

  private static Failure.Stop stop(String sentence) {
    return new Failure.Stop(FailureReason.KEY, 77, sentence);
  }

  /** A key as people write it down: a mnemonic, or the private key in 64 hexadecimal digits. */
  public static final class KeyParser {
    private static final int DIGITS = 64;

    private KeyParser() {}

    /**
     * Either form; white space around it does not matter. The caller clears the text.
     *
     * @throws domain.Failure.Stop with exit code 77 if it is neither
     */
    public static Wallet parse(char[] text) {
      char[] digits = trimmedDigits(text);
      try {
        return isOneWord(digits) ? fromHex(digits) : Wallet.fromMnemonic(text);
      } finally {
        Arrays.fill(digits, '\0');
      }
    }

    /** White space as web pages and editors leave it, no-break spaces and byte order marks too. */
    static boolean isWhitespace(char c) {
      return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }

    /** A wallet from a private file that holds either form. */
    public static Wallet readFile(Path file) {
      return parseAndClear(SecretFile.read(file));
    }

    static Wallet parseAndClear(char[] text) {
      try {
        return parse(text);
      } finally {
        Arrays.fill(text, '\0');
      }
    }

    private static Wallet fromHex(char[] digits) {
      byte[] secret = parseHex(digits);
      try {
        return Wallet.fromPrivateKey(secret);
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    }

    private static byte[] parseHex(char[] digits) {
      try {
        return HexFormat.of().parseHex(digits, 0, digits.length);
      } catch (IllegalArgumentException e) {
        throw Wallet.invalidPrivateKey("it is neither hexadecimal nor several words");
      }
    }

    /** Without white space around and without 0x, in an array of its own. */
    private static char[] trimmedDigits(char[] text) {
      int start = 0;
      int end = text.length;
      while (start < end && isWhitespace(text[start])) {
        start++;
      }
      while (end > start && isWhitespace(text[end - 1])) {
        end--;
      }
      boolean prefixed = end - start == DIGITS + 2 && text[start] == '0' && text[start + 1] == 'x';
      return Arrays.copyOfRange(text, prefixed ? start + 2 : start, end);
    }

    private static boolean isOneWord(char[] text) {
      boolean spaced = text.length == 0;
      for (char c : text) {
        spaced |= isWhitespace(c);
      }
      return !spaced;
    }
  }
}
