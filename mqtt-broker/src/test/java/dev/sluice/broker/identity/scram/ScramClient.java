package dev.sluice.broker.identity.scram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** The device's side of one talk (RFC 5802). */
public final class ScramClient {

    private final String user;
    private final String password;
    private final String bare;
    private String whole;
    private byte[] salted;

    /** @param user with {@code =2C} for a comma and {@code =3D} for an equals sign */
    public ScramClient(String user, String password) {
        this.user = user;
        this.password = password;
        this.bare = "n=" + this.user + ",r=fyko+d2lbbFgONRv9qkxdawL";
    }

    public byte[] first() {
        return ("n,," + bare).getBytes(UTF_8);
    }

    /** The proof, to what the server has answered. */
    public byte[] last(byte[] challenge) {
        var server = new String(challenge, UTF_8);
        var parts = server.split(",");
        var unproven = "c=biws," + parts[0];
        var salt = Base64.getDecoder().decode(parts[1].substring(2));
        salted = ScramKeys.salted(password.getBytes(UTF_8), salt, Integer.parseInt(parts[2].substring(2)));
        whole = bare + "," + server + "," + unproven;
        return (unproven + ",p=" + proof(salted, whole)).getBytes(UTF_8);
    }

    /** Whether the server has proven that it knows us, too. */
    public boolean knows(byte[] end) {
        var signature = ScramKeys.hmac(ScramKeys.hmac(salted, "Server Key".getBytes(UTF_8)), whole.getBytes(UTF_8));
        return new String(end, UTF_8).equals("v=" + Base64.getEncoder().encodeToString(signature));
    }

    static String proof(ScramKeys keys, String password, String whole) {
        return proof(ScramKeys.salted(password.getBytes(UTF_8), keys.salt(), keys.iterations()), whole);
    }

    private static String proof(byte[] salted, String whole) {
        var key = ScramKeys.hmac(salted, "Client Key".getBytes(UTF_8));
        var signature = ScramKeys.hmac(ScramKeys.sha256(key), whole.getBytes(UTF_8));
        for (int i = 0; i < key.length; i++) {
            key[i] ^= signature[i];
        }
        return Base64.getEncoder().encodeToString(key);
    }
}
