/** The engine's process ends with it when another one has the directory. */
export const IN_USE = 75;
/** It ends so when the last who held it let go, or nobody came. */
export const NOBODY_CAME = 0;
