/**
 * What each language says of deeds, by kind of word, so that a clause is read as one letter a word (see `doing.ts`):
 * - `I` whoever speaks, `W` together with others;
 * - `T` what a turn handles: what is sent, written, asked for; `t` what stands for it; `G` what one person has from another;
 * - `A` being, `h` having, `a` being acted on, `U` what is still to come, `L` what came about this moment;
 * - `O` out, in place, `o` under way; `F` done, said alone; `N` a moment ago, `n` by now;
 * - `X` not, or not yet; `Q` on a condition; `P` where things are kept;
 * - `_` leads to something, `d` to something known; `y` says how, `#` how many (so does a number), `B` by whom.
 *
 * A word that ends with `*` stands for everything that begins with it; what begins with `=` is several words.
 */
export type Kind =
  | 'I'
  | 'W'
  | 'T'
  | 't'
  | 'G'
  | 'A'
  | 'h'
  | 'a'
  | 'U'
  | 'L'
  | 'O'
  | 'o'
  | 'F'
  | 'N'
  | 'n'
  | 'X'
  | 'Q'
  | 'P'
  | '_'
  | 'd'
  | 'y'
  | '#'
  | 'B';

/** What is done: sent, told somebody, written or decided (`s` where the same word orders it), begun or ended, got, drafted, read; `C` anything else. */
export type Deed = 'S' | 's' | 'H' | 'D' | 'Z' | 'Y' | 'M' | 'R' | 'C';

export interface Tongue {
  kinds: Readonly<Partial<Record<Kind, string>>>;
  roots: Partial<Record<Deed, string>>;
  /** Completed forms that no ending tells. */
  irregular: Partial<Record<Deed, string>>;
  /** A completed form: its root in the first group that holds anything. */
  completed: RegExp;
  /** The same where the verb itself says that the speaker did it: "envié". */
  own?: RegExp;
  /** What is still to do, or being done. */
  infinitive: RegExp;
  /** How many words may stand between being or having and what was done. */
  gap: string;
}

export const TONGUES: Readonly<Record<string, Tongue>> = {
  en: {
    kinds: {
      I: 'i',
      W: 'we',
      T: 'messages mails e-mails emails notes letters call calls task tasks reminder* meeting* entry entries request* approval* change changes stage step update updates invite* invitation* playbook outreach',
      t: 'it this that everything all both',
      G: 'note message mail e-mail email letter',
      A: 's is are was were be being am m re went goes got',
      h: 'have has had ve',
      a: 'been',
      U: 'will ll =going_to',
      O: 'out =on_its_way =on_their_way =on_the_way =in_place through',
      o: 'live running underway =under_way =up_and_running',
      F: 'done =all_set =consider_it_done =taken_care =took_care',
      N: 'just =just_now =a_minute_ago =a_moment_ago =seconds_ago =minutes_ago =moments_ago',
      n: 'now',
      X: 'not never no nothing none nobody without yet will would can could should may might must wait* await* pending ready cannot t to_be =out_of =set_to daily weekly monthly always often usually every',
      Q: 'if once when until before after unless whenever =as_soon_as',
      P: 'crm inbox mailbox record records file system calendar',
      _: 'to for at with in on of from into under a an an my',
      d: 'the your his her their our',
      y: 'already also successfully gone ahead and then duly quickly ok okay sure great perfect yes alright right so all_three',
      '#': 'three two four five six ten of',
      B: 'by',
    },
    roots: {
      S: 'send mail e-mail email deliver dispatch forward post shar messag reach',
      H: 'inform notif ping loop alert',
      D: 'record log sav stor updat chang mark add creat schedul book approv reject assign mov delet remov enabl cancel fil enter handl register confirm activat submit queu process appl configur start launch',
      Z: 'paus complet clos finish resolv kick sign',
      Y: 'receiv',
      M: 'draft',
      R: 'look check compar review prepar list summari us notic assum filter count base includ mention group rank sort limit search consider focus try tri want need reason rely reli convert open mean sum calculat total answer explain attach point propos suggest recommend offer express lack fail',
    },
    irregular: {
      S: 'sent',
      H: 'told',
      s: 'set put',
      Y: 'got',
      C: 'wrote written spoke spoken met let',
      R: 'found seen saw read left made taken took gone',
    },
    completed: /^(.{2,}?)(?:i?ed)$/u,
    infinitive: /^(.{2,}?)(?:e|y|ing)?$/u,
    gap: '[aynN]{0,4}',
  },
  de: {
    kinds: {
      I: 'ich',
      W: 'wir',
      T: 'nachrichten mails e-mails emails notizen schreiben briefe anruf* aufgabe* playbook änderung* schritt erinnerung* termin* eintrag einträge antrag anträge freigabe* anfrage* einladung*',
      t: 'es das dies alles alle beides beide',
      G: 'nachricht mail e-mail email notiz brief',
      A: 'ist sind war waren ging gingen',
      h: 'habe hab haben hat',
      a: 'wurde wurden worden',
      U: 'werde werden',
      O: 'raus rausgegangen unterwegs durch drin weg hinaus',
      o: 'läuft steht',
      F: 'erledigt fertig',
      N: 'soeben gerade eben =ab_sofort',
      n: 'jetzt nun',
      X: 'nicht nie nichts kein keine keinen keiner ohne noch wartet warten soll sollte muss müssen kann könnte würde bereit',
      Q: 'wenn falls sobald bevor bis nachdem nach',
      P: 'crm postfach akte system kalender',
      _: 'an für bei mit von vom zu zum zur im in auf ein eine einen einer aus',
      d: 'die der den dem deine dein deinen ihre ihr',
      y: 'bereits schon auch mal und dann ja klar gut okay erfolgreich dir dich ihm ihr ihn ihnen so',
      '#': 'zwei drei vier fünf sechs zehn',
    },
    roots: {
      S: 'send schick sandt versend verschick versandt mail leit post übermittel',
      H: 'informier benachrichtig verständig',
      D: 'trag erfass speicher aktualisier änder setz markier leg erstell plan buch nehmig lehn wies lösch füg vermerk protokollier notier registrier aktivier bestätig richt hinterleg verbuch start',
      Z: 'pausier schloss beend erledig',
      M: 'entwurf entworf',
      R: 'prüf fund geseh seh les verglich vergleich bereit schau zähl filter nutz verwend lass such nomm ordn sortier fass gruppier beschränk berücksichtig wert hab wes geh gang brauch mein wünsch eröffn',
    },
    irregular: {
      S: 'zugestellt',
      D: 'freigegeben zugewiesen abgesegnet',
      Y: 'bekommen erhalten',
      C: 'gesprochen geschrieben angeschrieben gebeten vereinbart =bescheid_gesagt =bescheid_gegeben',
      M: 'entworfen',
      R: 'gefunden vorbereitet ausgelassen weggelassen verglichen verstanden',
    },
    completed:
      /^(?:ab|an|auf|aus|ein|los|raus|weg|zu|weiter|nach|hinzu|fest|vor|durch|mit)?ge(.{2,}?)(?:e?t|en)$|^((?:be|ver|er|ent|über).{2,}?)e?t$|^(.{2,}ier)t$/u,
    infinitive: /^(.{3,}?)e?n$/u,
    gap: '.{0,8}?',
  },
  fr: {
    kinds: {
      I: 'je j',
      W: 'nous on',
      T: 'messages mails courriels e-mails emails notes lettres appel* tâche* playbook changement* étape* rappel* rendez-vous entrée* demande* invitation*',
      t: 'tout cela ça c',
      G: 'note message mail courriel e-mail lettre',
      A: 'est sont suis',
      h: 'ai avons a ont',
      a: 'été',
      U: 'vais allons',
      L: 'viens vient venons',
      O: 'parti partie partis parties =en_route =en_place',
      o: '=en_cours',
      F: 'fait faite =c_est_parti =chose_faite',
      N: '=à_l_instant',
      n: 'désormais maintenant',
      X: 'pas jamais rien aucun aucune sans doit faut attend attendent peut peuvent pourrait prêt prête',
      Q: 'si quand dès avant après jusqu lorsque',
      P: 'crm dossier boîte fichier système agenda',
      _: 'à au aux pour chez avec de d des du dans en un une sur',
      d: 'le la l les votre ton ta sa son leur vos',
      y: 'bien déjà aussi également oui voilà parfait et donc ok lui leur les le la l y n',
      '#': 'deux trois quatre cinq six dix',
      B: 'par',
    },
    roots: {
      S: 'envoy expédi transfér post partag adress livr',
      H: 'inform alert',
      D: 'enregistr not sauvegard modifi chang ajout cré planifi programm approuv valid rejet supprim marqu consign class configur activ réserv confirm lanc démarr',
      Z: 'suspend termin clôtur achev',
      M: 'rédig ébauch',
      R: 'regard vérifi compar trouv prépar list résum utilis consult examin filtr compt laiss tri omis propos class calcul',
    },
    irregular: {
      S: 'transmis transmise remis remise',
      H: 'prévenu prévenue prévenus averti avertie avertis',
      D: 'inscrit inscrite =mis_à_jour =mise_à_jour',
      Y: 'reçu reçue',
      C: 'écrit convenu',
      R: 'vu lu pris',
    },
    completed: /^(.{2,}?)ée?s?$/u,
    infinitive: /^(.{2,}?)er$/u,
    gap: '[aynN_d]{0,4}',
  },
  es: {
    kinds: {
      I: 'yo he',
      W: 'hemos',
      T: 'mensajes mail correos e-mails notas cartas llamada* tarea* playbook cambio* paso recordatorio* reunión solicitud* aviso* invitación',
      t: 'todo eso esto',
      G: 'nota mensaje correo carta',
      A: 'está están queda quedan quedó quedaron es son',
      h: 'ha han tiene',
      a: 'sido fue fueron =se_ha =se_han',
      U: 'voy vamos',
      L: 'acabo acabamos acaba',
      O: 'salió =en_camino puesto puesta',
      o: '=en_marcha =en_curso',
      F: 'listo hecho =ya_está',
      N: '=ahora_mismo =hace_un_momento recién',
      n: 'ahora',
      X: 'no nunca nada ningún ninguna sin aún todavía debe deben puede pueden podría espera esperan lista pendiente*',
      Q: 'si cuando hasta antes después tras',
      P: 'crm buzón ficha sistema calendario registro',
      _: 'a al para de del con en un una',
      d: 'el la los las tu su tus sus',
      y: 'ya también bien y sí perfecto claro le les lo te se',
      '#': 'dos tres cuatro cinco seis diez',
      B: 'por',
    },
    roots: {
      S: 'envi mand reenvi entreg public',
      H: 'inform avis notific',
      D: 'registr anot guard actualiz cambi añad cre program aprob valid rechaz asign elimin marc agend configur activ reserv confirm inici lanz',
      Z: 'paus complet cerr termin',
      Y: 'recib',
      M: 'redact esboz',
      R: 'revis compar encontr prepar list resum us consult filtr cont mir busc orden dej propon calcul',
    },
    irregular: { C: 'escrito hablado llamado', R: 'visto encontrado leído' },
    completed: /^(.{2,}?)(?:[ai]d[oa]s?|ó|aron|ieron)$/u,
    own: /^(.{2,}?)(?:é|í)$/u,
    infinitive: /^(.{2,}?)(?:[aei]r(?:l[eo]s?)?)$/u,
    gap: '[aynNF]{0,3}',
  },
  pt: {
    kinds: {
      I: 'eu',
      W: 'nós',
      T: 'mensagens mail e-mails emails notas cartas ligação chamada* tarefa* playbook mudança* alteraç* passo lembrete* reunião pedido* solicitaç* convite*',
      t: 'tudo isso isto',
      G: 'nota mensagem e-mail carta',
      A: 'está estão ficou ficaram é são',
      h: 'tem',
      a: 'foi foram sido',
      U: 'vou vamos',
      L: 'acabei acabamos acabou',
      O: 'saiu =a_caminho',
      o: '=em_andamento rodando =no_ar',
      F: 'pronto prontinho feito',
      N: '=agora_mesmo =há_pouco',
      n: 'agora',
      X: 'não nunca nada nenhum nenhuma sem ainda deve devem pode podem poderia espera esperam aguarda aguardam',
      Q: 'se quando até antes depois após',
      P: 'crm caixa ficha sistema calendário registro',
      _: 'a ao à para de do da com em no na um uma',
      d: 'o os as seu sua teu tua',
      y: 'já também bem e sim certo perfeito',
      '#': 'dois duas três quatro cinco seis dez',
      B: 'por pelo pela',
    },
    roots: {
      S: 'envi mand encaminh entreg public',
      H: 'inform avis notific',
      D: 'registr regist anot guard salv atualiz alter mud adicion cri agend aprov valid rejeit atribu exclu marc configur ativ reserv confirm inici lanç',
      Z: 'paus conclu fech termin',
      Y: 'receb',
      M: 'redig esboc',
      R: 'revis compar encontr prepar list resum us consult filtr cont olh busc orden deix calcul',
    },
    irregular: { S: 'entregue entregues', D: 'salvo salva salvos' },
    completed: /^(.{2,}?)(?:[ai]d[oa]s?|íd[oa]s?|ou|aram|eu)$/u,
    own: /^(.{2,}?)(?:ei|í)$/u,
    infinitive: /^(.{2,}?)(?:[aei]r)$/u,
    gap: '[aynNF]{0,3}',
  },
};
