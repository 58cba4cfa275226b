# Stands in for nats:2-alpine: the same program, and busybox for the health check.
ARG DEBIAN
FROM ${DEBIAN}
COPY nats-server /usr/local/bin/nats-server
RUN chmod 755 /usr/local/bin/nats-server && ln -s /bin/busybox /usr/local/bin/wget && mkdir -p /data
ENTRYPOINT ["nats-server"]
CMD ["--jetstream"]
