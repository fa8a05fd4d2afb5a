# The page and the dependencies are made in a stage of their own; what runs has neither build tools nor tests.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY rules ./rules
COPY gateway ./gateway
COPY dashboard ./dashboard
# The image has its own Node, so the one that npm brings for other machines can go.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:24-slim
ENV NODE_ENV=production \
    HEARTHLINE_DATA_DIR=/data
WORKDIR /app
COPY package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY rules ./rules
COPY gateway ./gateway
COPY device-sim ./device-sim
COPY --from=build /app/dashboard/dist ./dashboard/dist
# The program belongs to root and is read only to the user that runs it; only /data is written.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 1883 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.HEARTHLINE_HTTP_PORT || 8080) + '/api/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1 and gets SIGTERM, upon which the gateway ends in order.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "gateway/main.ts"]
