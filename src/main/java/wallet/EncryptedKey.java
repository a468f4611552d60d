package wallet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.PasswordConverter;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A private key under a passphrase: Argon2id makes the key of AES-256-GCM, and everything else in
 * the record is authenticated with it. Parameters read back are bounded, since they cost memory.
 *
 * @param salt hexadecimal, as are {@code iv} and {@code sealed}
 */
record EncryptedKey(
    int version,
    String address,
    String kdf,
    int memoryKib,
    int passes,
    int lanes,
    String cipher,
    String salt,
    String iv,
    String sealed) {
  private static final HexFormat HEX = HexFormat.of();
  private static final int TAG_BITS = 128;

  EncryptedKey {
    require(version == 1, "version " + version + " is not known");
    require("argon2id".equals(kdf) && "AES-256-GCM".equals(cipher), "its algorithms are not known");
    require(memoryKib >= 8192 && memoryKib <= 262_144, "memoryKib is outside 8192 to 262144");
    require(passes >= 1 && passes <= 16, "passes is outside 1 to 16");
    require(lanes >= 1 && lanes <= 8, "lanes is outside 1 to 8");
    require(isHex(salt, 16) && isHex(iv, 12) && isHex(sealed, 48), "its bytes are damaged");
  }

  static EncryptedKey encrypt(Wallet wallet, char[] passphrase, SecureRandom random) {
    EncryptedKey empty =
        new EncryptedKey(
            1,
            wallet.address(),
            "argon2id",
            65_536,
            3,
            1,
            "AES-256-GCM",
            hex(random, 16),
            hex(random, 12),
            "00".repeat(48));
    byte[] secret = wallet.privateKey();
    try {
      return empty.withCiphertext(empty.crypt(Cipher.ENCRYPT_MODE, passphrase, secret));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES/GCM/NoPadding", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * @throws GeneralSecurityException if the passphrase is wrong or anything was changed
   */
  Wallet decrypt(char[] passphrase) throws GeneralSecurityException {
    byte[] secret = crypt(Cipher.DECRYPT_MODE, passphrase, HEX.parseHex(sealed));
    try {
      return Wallet.fromPrivateKey(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private byte[] crypt(int mode, char[] passphrase, byte[] input) throws GeneralSecurityException {
    byte[] key = deriveKey(passphrase);
    try {
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
      GCMParameterSpec parameters = new GCMParameterSpec(TAG_BITS, HEX.parseHex(iv));
      gcm.init(mode, new SecretKeySpec(key, "AES"), parameters);
      gcm.updateAAD(authenticatedHeader().getBytes(StandardCharsets.UTF_8));
      return gcm.doFinal(input);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] deriveKey(char[] passphrase) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withCharToByteConverter(PasswordConverter.UTF8)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(HEX.parseHex(salt))
            .build());
    byte[] key = new byte[32];
    generator.generateBytes(passphrase, key);
    return key;
  }

  private String authenticatedHeader() {
    return String.join(
        "|", version + "", address, kdf, memoryKib + "", passes + "", lanes + "", cipher, salt, iv);
  }

  private EncryptedKey withCiphertext(byte[] bytes) {
    return new EncryptedKey(
        version, address, kdf, memoryKib, passes, lanes, cipher, salt, iv, HEX.formatHex(bytes));
  }

  private static String hex(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return HEX.formatHex(bytes);
  }

  private static boolean isHex(String text, int bytes) {
    return text != null && text.matches("[0-9a-f]{" + 2 * bytes + "}");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
