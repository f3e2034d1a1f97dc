/** Where a document Greendoor made can be read. */
export const FILE_TEMPLATE = 'greendoor://files/{id}';
const FILE = /^greendoor:\/\/files\/([\w-]{1,80})$/;

export const fileUri = (id: string): string => FILE_TEMPLATE.replace('{id}', id);

export const fileIdIn = (uri: string): string | undefined => FILE.exec(uri)?.[1];
