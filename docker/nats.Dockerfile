# NATS with its configuration inside, for platforms that cannot mount a file.
FROM nats:2.15-alpine
COPY docker/nats.conf /etc/nats/nats.conf
CMD ["nats-server", "--config", "/etc/nats/nats.conf"]
