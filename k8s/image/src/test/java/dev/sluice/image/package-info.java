/**
 * Builds the image and runs it as strangers would: with the programs of this machine, from the outside, beside a real Kafka.
 *
 * <p>Needs Linux, root, and Debian's buildah, podman and runc; knows nothing of how the bridge works inside.
 */
package dev.sluice.image;
