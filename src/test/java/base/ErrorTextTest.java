package base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
  private static final Map<Throwable, String> WORDS =
      Map.ofEntries(
          Map.entry(new SocketTimeoutException("Read timed out"), "no answer in time"),
          Map.entry(new ConnectException("Connection timed out"), "no answer in time"),
          Map.entry(new ConnectException("Connection refused"), "it refuses the connection"),
          Map.entry(new ConnectException(), "it refuses the connection"),
          Map.entry(new UnknownHostException("node.invalid"), "no DNS knows its host"),
          Map.entry(
              new ExecutionException(
                  new ConnectException().initCause(new UnresolvedAddressException())),
              "no DNS knows its host"),
          Map.entry(new SocketException("Connection reset"), "it broke the connection"),
          Map.entry(new BindException("Address already in use"), "Address already in use"),
          Map.entry(new SSLHandshakeException("bad\nname"), "TLS fails: bad?name"),
          Map.entry(new EOFException(), "it closed the connection before the answer was complete"),
          Map.entry(
              new UncheckedIOException(new ZipException("Not in GZIP format")),
              "its compressed answer is damaged"),
          Map.entry(new AccessDeniedException("/a/b"), "/a/b: permission denied"),
          Map.entry(new NoSuchFileException("/a"), "/a: there is no such file or folder"),
          Map.entry(new FileSystemException("/a", null, "No space left"), "/a: No space left"),
          Map.entry(new IOException("body above 8 bytes"), "body above 8 bytes"),
          Map.entry(new OutOfMemoryError("Java heap space"), "the memory is full"),
          Map.entry(new IllegalStateException(), "illegal state"));

  @Test
  void noWordOfJavaReachesPeople() {
    WORDS.forEach((error, words) -> assertEquals(words, ErrorText.describe(error)));
  }
}
