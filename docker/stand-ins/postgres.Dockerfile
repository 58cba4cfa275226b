# Stands in for postgres:18: the same variables, the same volume, the same programs.
ARG DEBIAN
FROM ${DEBIAN}
COPY native /opt/postgres
COPY postgres.sh /usr/local/bin/docker-entrypoint.sh
# npm's Postgres has no pg_isready: whether it accepts connections is all that is asked.
RUN printf '#!/bin/sh\nexec busybox nc -w 1 127.0.0.1 5432 < /dev/null\n' > /usr/local/bin/pg_isready \
 && chmod 755 /usr/local/bin/pg_isready
RUN useradd --uid 999 --user-group --home-dir /var/lib/postgresql --create-home postgres \
 && chmod 755 /usr/local/bin/docker-entrypoint.sh /opt/postgres/bin/* \
 && mkdir -p /var/run/postgresql && chown -R postgres:postgres /var/run/postgresql /var/lib/postgresql
ENV PATH=/opt/postgres/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LD_LIBRARY_PATH=/opt/postgres/lib \
    PGDATA=/var/lib/postgresql/18/docker
USER postgres
VOLUME /var/lib/postgresql
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
