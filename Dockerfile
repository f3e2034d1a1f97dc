FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY package.json ./
RUN npm install --omit=dev --no-package-lock --no-audit --no-fund
COPY . .
USER node
EXPOSE 3000
# As `npm start`: facts of a rescored account die young, and need no old memory.
CMD ["node", "--max-semi-space-size=32", "bot/main.ts"]
