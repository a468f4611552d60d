package cli.options;

import devnet.ledger.GenesisAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import wallet.Wallet;

/**
 * Accounts at genesis of a simulated network, by address or by mnemonic; mnemonics come from files
 * and the environment only, since every user of the machine can read arguments.
 */
public final class GenesisOptions {
  @Option(
      names = "--account",
      paramLabel = "ADDRESS",
      description = "fund, register and whitelist this worker at genesis; may be repeated")
  private List<String> accounts = new ArrayList<>();

  @Option(
      names = "--mnemonic-file",
      paramLabel = "FILE",
      description = "the same for the key of each mnemonic in this file, one a line")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--mnemonic-env",
      paramLabel = "NAME",
      description = "the same for the mnemonic in this environment variable")
  private List<String> variables = new ArrayList<>();

  @Option(
      names = "--stranger",
      paramLabel = "ADDRESS",
      description = "fund this account without registering it; may be repeated")
  private List<String> others = new ArrayList<>();

  /** Refused with our own sentence, as the parser's would repeat the mnemonic. */
  @Option(names = "--mnemonic", hidden = true, arity = "0..*")
  private List<String> words;

  /**
   * The accounts of the options, in order.
   *
   * @throws IllegalArgumentException if a file or variable is missing
   */
  public List<GenesisAccount> genesisAccounts(Map<String, String> environment) {
    if (words != null) {
      throw new IllegalArgumentException(
          "every user of this machine can read the words on the command line: treat them as"
              + " disclosed, and give --mnemonic-file or --mnemonic-env");
    }
    List<GenesisAccount> all = new ArrayList<>();
    accounts.forEach(it -> all.add(GenesisAccount.fundedWorker(it)));
    mnemonics(environment)
        .map(GenesisOptions::addressOf)
        .map(GenesisAccount::fundedWorker)
        .forEach(all::add);
    others.forEach(it -> all.add(GenesisAccount.fundedWorker(it).asUnregistered()));
    return all;
  }

  private Stream<String> mnemonics(Map<String, String> environment) {
    UnaryOperator<String> value =
        name -> {
          String text = environment.getOrDefault(name, "");
          if (text.isBlank()) {
            throw new IllegalArgumentException("the variable " + name + " is not set");
          }
          return text;
        };
    Stream<String> lines = files.stream().flatMap(GenesisOptions::readLines);
    return Stream.concat(lines, variables.stream().map(value))
        .map(String::strip)
        .filter(it -> !it.isEmpty() && !it.startsWith("#"));
  }

  private static Stream<String> readLines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new IllegalArgumentException("no mnemonic can be read from " + file);
    }
  }

  private static String addressOf(String text) {
    return Wallet.fromMnemonic(text.toCharArray()).address();
  }
}
