/** The engine's process ends with it when another one has the directory. */
export const IN_USE = 75;
