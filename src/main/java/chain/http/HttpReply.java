package chain.http;

import base.BoundedBodies;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;

/** What came back over HTTP, whole and unpacked. */
record HttpReply(int status, List<Header> headers, byte[] body) {
  /**
   * Reads the body to its end; the client closes it.
   *
   * @param limit bytes that it may have, packed and unpacked
   */
  static HttpReply read(ClassicHttpResponse reply, int limit) throws IOException {
    List<Header> headers = List.of(reply.getHeaders());
    String coding = header(headers, HttpHeaders.CONTENT_ENCODING).orElse("identity");
    if (reply.getEntity() == null) {
      return new HttpReply(reply.getCode(), headers, new byte[0]);
    }
    InputStream body = reply.getEntity().getContent();
    return new HttpReply(reply.getCode(), headers, BoundedBodies.read(body, coding, limit));
  }

  /** The first of that name, in whatever case. */
  Optional<String> header(String name) {
    return header(headers, name);
  }

  private static Optional<String> header(List<Header> headers, String name) {
    return headers.stream()
        .filter(it -> it.getName().equalsIgnoreCase(name) && it.getValue() != null)
        .map(Header::getValue)
        .findFirst();
  }

  /** Letters of all headers. */
  long headLength() {
    return headers.stream().mapToLong(it -> it.toString().length() + 2).sum();
  }
}
