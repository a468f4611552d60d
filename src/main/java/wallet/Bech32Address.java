package wallet;

import domain.Failure;
import domain.FailureReason;
import org.bitcoinj.base.Bech32.Encoding;
import org.bitcoinj.base.exceptions.AddressFormatException;
import org.bitcoinj.crypto.ECKey;

/**
 * Addresses of the network: prefix {@code allo}, 20 bytes for a key, 32 for a module. A text that
 * is refused is never repeated, because people paste secrets into the wrong field.
 */
public final class Bech32Address {
  private static final String PREFIX = "allo";

  private Bech32Address() {}

  /** Address of a 33-byte compressed public key. */
  public static String fromPublicKey(byte[] publicKey) {
    return encode(PREFIX, ECKey.fromPublicOnly(publicKey).getPubKeyHash());
  }

  static String encode(String prefix, byte[] bytes) {
    return org.bitcoinj.base.Bech32.encodeBytes(Encoding.BECH32, prefix, bytes);
  }

  /**
   * The address as given, if it is one.
   *
   * @param name what the address is for, e.g. the configuration key
   * @throws Failure.Stop with exit code 78 saying what is wrong with it
   */
  public static String requireValid(String name, String address) {
    if (!address.startsWith(PREFIX + "1")) {
      throw invalidAddress(name, "it does not begin with " + PREFIX + "1");
    }
    byte[] bytes = decode(name, address);
    if (bytes.length != 20 && bytes.length != 32) {
      throw invalidAddress(name, "it holds " + bytes.length + " bytes instead of 20 or 32");
    }
    return address;
  }

  public static boolean isValid(String address) {
    try {
      requireValid("it", address);
      return true;
    } catch (Failure.Stop e) {
      return false;
    }
  }

  private static byte[] decode(String name, String address) {
    try {
      return org.bitcoinj.base.Bech32.decodeBytes(address, PREFIX, Encoding.BECH32);
    } catch (AddressFormatException.InvalidChecksum e) {
      throw invalidAddress(name, "the checksum does not match: a character is wrong or missing");
    } catch (AddressFormatException e) {
      throw invalidAddress(name, "it is not bech32 text of the " + PREFIX + "1... kind");
    }
  }

  private static Failure.Stop invalidAddress(String name, String why) {
    return new Failure.Stop(
        FailureReason.CONFIGURATION, 78, name + " is not an address of this network: " + why);
  }
}
