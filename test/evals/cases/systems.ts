import { casesOf } from '../case.ts';

const { read } = casesOf('roles');

/** What else Greendoor is connected to; nothing is, in this world. */
export const systems = [
  read('which other systems are connected?', 'list_systems'),
  read('is the crm connected', 'list_systems'),
  read('does the connection to the help desk work?', 'list_systems'),
  read('welche systeme sind verbunden?', 'list_systems'),
  read('quels systèmes sont connectés ?', 'list_systems'),
  read('qué sistemas están conectados?', 'list_systems'),
];
