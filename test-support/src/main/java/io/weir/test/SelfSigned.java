package io.weir.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key pair of this machine's own name, made when it is asked for, whose certificate nobody else has signed.
 *
 * @param keys file with the key and its certificate, as PKCS12, which serves as a trust store too
 */
public record SelfSigned(Path keys) {

    /** Protects nothing: the key is as old as the test. */
    public static final String PASSWORD = "of-no-worth";

    private static final String ALIAS = "localhost";

    private static final String MAKING = "-genkeypair -alias localhost -keyalg EC -dname CN=localhost"
            + " -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12";

    /** Makes one for {@code localhost}, in a folder. */
    public static SelfSigned in(Path folder) {
        Path keys = folder.resolve("localhost.p12");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(MAKING.split(" ")));
        command.addAll(List.of("-keystore", keys.toString(), "-storepass", PASSWORD));
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keytool.waitFor() != 0 || !Files.exists(keys)) {
                throw new IllegalStateException("keytool made no " + keys);
            }
            return new SelfSigned(keys);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    /** File with the certificate alone, as PEM. */
    public Path certificate() {
        return pem("certificate.pem", "CERTIFICATE", store -> store.getCertificate(ALIAS));
    }

    /** File with the private key alone, as PEM. */
    public Path key() {
        return pem("key.pem", "PRIVATE KEY", store -> store.getKey(ALIAS, PASSWORD.toCharArray()));
    }

    /** What is in the store, and says of itself what its bytes are. */
    private interface Entry {

        Object of(KeyStore store) throws GeneralSecurityException;
    }

    private Path pem(String name, String kind, Entry entry) {
        try (InputStream bytes = Files.newInputStream(keys)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(bytes, PASSWORD.toCharArray());
            Object found = entry.of(store);
            byte[] encoded =
                    found instanceof Certificate certificate ? certificate.getEncoded() : ((Key) found).getEncoded();
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
            return Files.writeString(
                    keys.resolveSibling(name),
                    "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** For a server that shows it, and for clients that trust it and nothing else. */
    public SSLContext context() {
        try (InputStream bytes = Files.newInputStream(keys)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(bytes, PASSWORD.toCharArray());
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(store, PASSWORD.toCharArray());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
