package cli.setup;

import base.ExitStatus;
import base.PrivateFiles;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import wallet.KeySource;
import wallet.KeySource.KeyParser;
import wallet.Mnemonic;
import wallet.SecretFile;

/** Asks for the worker's key: a new one, one typed in, or an existing one. */
final class InitKey {
  private final InitDialog dialog;
  private final Map<String, String> environment;
  private final Map<String, String> settings;
  private boolean isNew;
  private char[] toWrite;

  InitKey(InitDialog dialog, Map<String, String> environment, Map<String, String> settings) {
    this.dialog = dialog;
    this.environment = environment;
    this.settings = settings;
  }

  /** Whether the key was made now, so that it has neither coins nor a registration. */
  boolean isNew() {
    return isNew;
  }

  /**
   * @param given value of the option, or null
   * @param taken mnemonic or key in another worker's file
   */
  void answer(String given, Optional<String> taken) {
    if (given == null && taken.isPresent()) {
      storeKey(taken.get().toCharArray());
      return;
    }
    if (given == null
        && (settings.containsKey("wallet.mnemonic-file")
            || settings.containsKey("wallet.keyfile"))) {
      sayIfUnusable(settings.get("wallet.mnemonic-file"));
      return;
    }
    if (given == null && needsKeyOfOther()) {
      dialog.say(
          "the key of %s is still to be given: wallet.mnemonic-file = FILE, or MNEMONIC_FILE in the environment"
              .formatted(settings.get("wallet.address")));
      return;
    }
    String key =
        dialog.answer(
            "--key",
            given,
            "key: new, import (type it in), environment, or the file that holds it",
            hasKeyInEnvironment() ? "environment" : "new",
            this::requireKey);
    switch (key) {
      case "new" -> makeKey();
      case "import" -> storeTypedKey();
      case "environment" -> dialog.say("the key stays where the environment names it");
      default -> settings.put("wallet.mnemonic-file", Path.of(key).toAbsolutePath().toString());
    }
  }

  /** A file that is named elsewhere may be of another machine. */
  private void sayIfUnusable(String file) {
    try {
      if (file != null) {
        requireAddress(KeyParser.readFile(Path.of(file)).address());
      }
    } catch (Failure e) {
      dialog.say("wallet.mnemonic-file: " + e.getMessage());
    }
  }

  /** A new key would be of another address than the worker's. */
  private boolean needsKeyOfOther() {
    return settings.containsKey("wallet.address") && !dialog.hasPerson() && !hasKeyInEnvironment();
  }

  private void requireAddress(String address) {
    String wanted = settings.getOrDefault("wallet.address", address);
    if (!wanted.equals(address)) {
      throw new Failure.Stop(
          FailureReason.KEY,
          ExitStatus.KEY,
          "the key is of " + address + ", and wallet.address is " + wanted);
    }
  }

  private boolean hasKeyInEnvironment() {
    try {
      return new KeySource(environment, Path.of("")).find() != null;
    } catch (Failure e) {
      return false;
    }
  }

  private void requireKey(String text) {
    switch (text) {
      case "new", "import" -> {}
      case "environment" -> new KeySource(environment, Path.of("")).find();
      default -> requireAddress(KeyParser.readFile(Path.of(text)).address());
    }
  }

  private void makeKey() {
    Path file = keyFile();
    if (Files.exists(file)) {
      dialog.say("the key that is in " + file + " already is used");
      settings.put("wallet.mnemonic-file", file.toString());
      return;
    }
    isNew = true;
    storeKey(Mnemonic.generate(new SecureRandom()));
  }

  /** Asks again after a slip; nothing typed ends it. */
  private void storeTypedKey() {
    while (true) {
      char[] typed = dialog.askSecret("mnemonic or private key");
      try {
        storeKey(typed);
        return;
      } catch (Failure e) {
        if (typed.length == 0) {
          throw e;
        }
        dialog.say("  " + e.getMessage());
      }
    }
  }

  private void storeKey(char[] words) {
    Path file = keyFile();
    String address = KeyParser.parse(words).address();
    requireAddress(address);
    settings.put("wallet.mnemonic-file", file.toString());
    if (Files.exists(file) && KeyParser.readFile(file).address().equals(address)) {
      dialog.say("the key of " + address + " is in " + file + " already");
      Arrays.fill(words, ' ');
    } else {
      toWrite = words;
    }
  }

  /** Writes the key, if there is one to write; never overwrites another. */
  void write() {
    if (toWrite == null) {
      return;
    }
    Path file = keyFile();
    String address = KeyParser.parse(toWrite).address();
    try {
      PrivateFiles.createFolders(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SecretFile.write(file, toWrite);
    Arrays.fill(toWrite, ' ');
    dialog.say("the key of " + address + " is in " + file + ", mode 600");
    if (isNew) {
      dialog.say("keep a copy of " + file + ": there is no other");
    }
  }

  private Path keyFile() {
    return Path.of(settings.get("instance.state-dir")).resolve("mnemonic");
  }
}
