/** No message of ours shows a preview of a link: fetching one tells its server, and what it answers is not ours. */
export const NO_PREVIEW = { unfurl_links: false, unfurl_media: false } as const;
