# One image per app:   docker build --build-arg APP=gateway --tag astria-bot/gateway .
# The image service:   docker build --build-arg APP=image --build-arg WITH_FFMPEG=1 --tag astria-bot/image .
# The maintenance jobs: docker build --build-arg APP=maintenance --build-arg WITH_PG_DUMP=1 --tag astria-bot/maintenance .
# All of them, tried:  make images
#
# There is no "syntax" line: it would fetch another image and fail where no registry can be reached.
# Behind a proxy with its own authority, or with a private npm registry, hand these in; they stay out of the image:
#   --secret id=extra_ca,src=ca.pem --secret id=npmrc,src=.npmrc

# glibc on both sides: npm chooses sharp's binary while installing, and musl's does not run on glibc.
ARG BUILD_BASE=node:24-trixie-slim
ARG RUNTIME_BASE=gcr.io/distroless/nodejs24-debian13:nonroot
# ffmpeg comes from the distribution, so this one needs apt. It costs 700 MB: only the image service has it.
ARG FFMPEG_BASE=node:24-trixie-slim
ARG WITH_FFMPEG=0
# Backups need a pg_dump that is not older than the server: the server's own image has it.
ARG PG_DUMP_BASE=postgres:18-trixie
ARG WITH_PG_DUMP=0

FROM ${BUILD_BASE} AS tools
WORKDIR /repo
ENV NPM_CONFIG_AUDIT=false NPM_CONFIG_FUND=false NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_LOGLEVEL=error \
    TURBO_TELEMETRY_DISABLED=1
# Runs a command with the extra authority, where one was handed in.
RUN printf '#!/bin/sh\n[ ! -f /run/secrets/extra_ca ] || export NODE_EXTRA_CA_CERTS=/run/secrets/extra_ca\nexec "$@"\n' \
      > /usr/local/bin/with-ca \
 && chmod 755 /usr/local/bin/with-ca

# What one app needs of the whole repository: `out/json` (manifests and the lock file) and `out/full` (sources).
FROM tools AS pruner
COPY package.json ./
RUN --mount=type=secret,id=extra_ca --mount=type=secret,id=npmrc,target=/root/.npmrc \
    --mount=type=cache,target=/root/.npm \
    with-ca npm install --global "turbo@$(node -p "require('./package.json').devDependencies.turbo")"
COPY . .
ARG APP
RUN turbo prune "@astria-bot/${APP:?hand in --build-arg APP=<folder below apps/>}" --docker

FROM tools AS deps
COPY --from=pruner /repo/out/json/ ./
RUN --mount=type=secret,id=extra_ca --mount=type=secret,id=npmrc,target=/root/.npmrc \
    --mount=type=cache,target=/root/.npm \
    with-ca npm ci

FROM deps AS build
COPY --from=pruner /repo/out/full/ ./
COPY tsconfig.base.json ./
COPY docker/together.mjs /out/
ARG APP
RUN node_modules/.bin/turbo run build --filter="@astria-bot/${APP}" --output-logs=errors-only
# Everything that runs, and nothing that only builds or tests. `dist` leads to the app's own, so that the same
# arguments work in every image: `dist/main.js`.
RUN mkdir -p /out /files \
 && cp --recursive apps libs package.json /out/ \
 && cd /out \
 && ln --symbolic "apps/${APP}/dist" dist \
 && find apps libs -type d '(' -name node_modules -o -name src -o -name test -o -name .turbo ')' -prune -exec rm -rf {} + \
 && find apps libs -type f '(' -name '*.d.ts' -o -name '*.test.js' -o -name '*.map' -o -name '*.tsbuildinfo' \
      -o -name 'tsconfig*.json' -o -name 'README.md' ')' -delete

# Only what this app imports at run time: no development tools, no package of a neighbour. ffmpeg's npm package is a
# build of 2018; the image service has the distribution's.
FROM tools AS prod-deps
COPY --from=pruner /repo/out/json/ ./
ARG APP
RUN --mount=type=secret,id=extra_ca --mount=type=secret,id=npmrc,target=/root/.npmrc \
    --mount=type=cache,target=/root/.npm \
    with-ca npm ci --omit=dev --workspace="@astria-bot/${APP}" --include-workspace-root=false \
 && rm -rf node_modules/@ffmpeg-installer \
 && find . -type f '(' -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' ')' -delete

# For `docker compose watch` and `skaffold dev`: compiles what is synced into it, and restarts the app.
FROM build AS dev
ARG APP
ENV APP=${APP} NODE_ENV=development
COPY docker/watch.mjs docker/watch.mjs
RUN mkdir -p /var/lib/astria-bot && chown -R 65532:65532 /repo /var/lib/astria-bot
USER 65532:65532
ENTRYPOINT ["node"]
CMD ["docker/watch.mjs"]

FROM ${RUNTIME_BASE} AS runtime-0-0
# distroless keeps node outside the PATH.
ENV PATH=/nodejs/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENTRYPOINT ["node"]

FROM ${FFMPEG_BASE} AS runtime-1-0
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ffmpeg tini \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt /var/log/apt /var/log/dpkg.log
ENV FFMPEG_PATH=/usr/bin/ffmpeg
# tini reaps what ffmpeg may leave behind.
ENTRYPOINT ["tini", "--", "node"]

FROM ${PG_DUMP_BASE} AS runtime-0-1
COPY --from=tools /usr/local/bin/node /usr/local/bin/node
STOPSIGNAL SIGTERM
ENTRYPOINT ["node"]

# The last stage is what is built when no target is named.
FROM runtime-${WITH_FFMPEG}-${WITH_PG_DUMP} AS runtime
ARG APP
ARG VERSION=""
ARG REVISION=""
LABEL org.opencontainers.image.title="astria-bot/${APP}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=prod-deps /repo/ ./
COPY --from=build /out/ ./
# Where FILES_URL points in compose: a fresh volume takes this folder's owner.
COPY --from=build --chown=65532:65532 /files /var/lib/astria-bot
USER 65532:65532
CMD ["dist/main.js"]
