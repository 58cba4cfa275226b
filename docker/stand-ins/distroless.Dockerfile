# Stands in for distroless' nodejs24: Node, glibc, and nothing to talk to; no shell.
ARG NODE
FROM ${NODE} AS full
RUN mkdir /root-files && dpkg --listfiles base-files libc6 libgcc-s1 libstdc++6 netbase tzdata 2>/dev/null \
  | grep -v -e '^/usr/share/doc/.' -e '^/usr/share/bug/.' | sort -u \
  | tar --create --no-recursion --files-from=- --file=- 2>/dev/null | tar --extract --file=- --directory=/root-files \
 && mkdir -p /root-files/nodejs/bin /root-files/etc && cp /usr/local/bin/node /root-files/nodejs/bin/node \
 && printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' \
      > /root-files/etc/passwd \
 && printf 'root:x:0:\nnonroot:x:65532:\n' > /root-files/etc/group \
 && mkdir -p /root-files/home/nonroot && chown 65532:65532 /root-files/home/nonroot \
 && chmod 1777 /root-files/tmp

FROM scratch
COPY --from=full /root-files/ /
USER 65532
ENTRYPOINT ["/nodejs/bin/node"]
