import { assistantMethods } from './assistant.ts';
import type { Method } from './call.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { peopleMethods } from './people.ts';
import { streamMethods } from './stream.ts';
import { viewMethods } from './views.ts';

/** The methods of Slack's Web API this workspace speaks. */
export const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    ...peopleMethods,
    ...chatMethods,
    ...streamMethods,
    ...assistantMethods,
    ...viewMethods,
    ...conversationMethods,
    ...fileMethods,
  }),
);
