# Builds with what a build needs, runs with what the server needs: no compiler, no root, no packages of the console.
FROM node:24.22.3-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/console/package.json apps/console/
COPY scripts/set-up/package.json scripts/set-up/
RUN npm ci --omit=dev
COPY . .
RUN npm run build && npm pkg delete workspaces && npm prune --omit=dev

FROM node:24.22.3-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/definitions ./definitions
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The server is process 1 and gets SIGTERM itself, without a shell or npm in between.
# Room for short-lived objects: with the default of 16 MiB, garbage collection takes a fifth of a busy server's time.
CMD ["node", "--max-semi-space-size=32", "dist/apps/ledger/src/main.js"]
