/**
 * The terms of the field in the languages replies come in (English, German, French, Spanish, Portuguese), so that a
 * sentence in one of them can be held against a figure labelled in another. A word stands for itself and its plural; one
 * that ends with `*` for everything that begins with it. Written without accents, as `plainWord` writes words.
 */
const FIELD: Readonly<Record<string, string>> = {
  health: 'health* gesund* sante salud saude',
  green: 'green grun* vert verte verts vertes verde*',
  yellow: 'yellow gelb* jaune* amarill* amarel*',
  orange: 'orange* naranja* laranja*',
  red: 'red rot rote roten rouge* rojo* roja* vermelh*',
  churn: 'churn* abwander* attrition abandon* desercion evasao',
  risk: 'risk* risik* risque* riesgo* risco*',
  probability: 'probab* likel* wahrscheinlich* chance*',
  renewal: 'renew* verlanger* renouvel* reconduct* renov* renuev*',
  contract: 'contract* vertrag* contrat*',
  arr: 'arr',
  revenue: 'revenue* umsatz* revenus ingreso* receita*',
  value: 'value* worth wert werts valeur* valor* nutzen',
  investment: 'invest* inversion*',
  target: 'target* goal* ziel ziele zielen zielwert* objecti* objetiv* meta metas',
  roi: 'roi rendite*',
  payback: 'payback amorti*',
  user: 'user* nutzer* benutzer* anwender* utilisateur* usuari* utilizador*',
  provisioned: 'provision* freigeschalt* habilit*',
  login: 'login* log-in* anmeldung* connexion* acesso*',
  session: 'session* sitzung* sesion* sessao sessoes visit*',
  adoption: 'adopt* adopc* adoc*',
  use: 'use uses used usage nutzung* verwend* utilis* utiliz* auslast* uso usos',
  feature: 'feature* funktion* fonction* funcion* funcoes funcao funcionalid*',
  api: 'api apis',
  call: 'call* aufruf* anruf* appel* llamad* chamad*',
  workflow: 'workflow* ablauf* arbeitsablauf* flujo* fluxo* flux',
  completion: 'complet* abgeschloss* abschluss* conclu*',
  seat: 'seat* licen* lizenz*',
  sponsor: 'sponsor* patrocinador*',
  champion: 'champion* campeon* campeao fursprech* defensor*',
  engagement: 'engag* beteilig* compromis* engaj* envolv*',
  contact: 'contact* kontakt* contat*',
  owner: 'owner* csm betreu* verantwortlich* responsab* zustandig*',
  executive: 'executiv* fuhrungskraft* dirigeant* directiv*',
  meeting: 'meeting* termin termine terminen besprechung* reunion* reunia* reunio* treffen rendez*',
  attendance: 'attendance attended besuch* teilnahme* teilgenommen presence participation asistencia presenca',
  response: 'respon* antwort* repon* respuest* respost* answer* repl*',
  ticket: 'ticket* anfrage*',
  escalation: 'escala* eskala*',
  resolution: 'resol* losung* gelost* behob*',
  sla: 'sla slas',
  csat: 'csat satisf* zufried*',
  nps: 'nps',
  invoice: 'invoice* rechnung* factur* fatur*',
  payment: 'payment* pays paid paying payer* zahl* bezahl* paie* pago pagos pagad* pagament*',
  delay: 'delay* late versp* verzug* verzogerung* retraso* demora*',
  budget: 'budget* presupuest* orcament*',
  competitor: 'competit* compet* konkurren* wettbewerb* concurren* concorren*',
  milestone: 'milestone* meilenstein* jalon* hito* marco marcos',
  outcome: 'outcome* result* ergebnis* resultat*',
  plan: 'plan plans plane planes plano planos',
  playbook: 'playbook*',
  step: 'step steps schritt* etape* paso pasos passo passos',
  phase: 'phase* fase fases',
  task: 'task* aufgabe* tache* tarea* taref*',
  forecast: 'expect* project* forecast* prognos* prevision* previs* previst* pronost* predict* vorhersag*',
  confidence: 'confiden* vertrauen* konfidenz* confian*',
  support: 'support soporte suporte',
  relationship: 'relation* beziehung* relacion* relacao relacoes',
  financial: 'financ* finanz*',
  price: 'price* preis* prix precio* preco*',
  tone: 'tone sentiment* stimmung* ton tono',
  savings: 'saving* saved einspar* econom* ahorr* poupan*',
  reference: 'reference* referen*',
  complaint: 'complain* beschwerd* plainte* queja* reclam*',
  people: 'people person persons personen leute personne* persona* pessoa*',
  team: 'team teams equipe* equipo*',
  product: 'product* produkt* produit* produto*',
  silence: 'silen* quiet schweig* stille',
  opinion: 'survey* umfrage* enquete* encuesta* pesquisa*',
  expansion: 'expan* upsell*',
};

/** What tells figures of one thing apart: it counts beside a term of the field, and says nothing alone. */
const MODIFIERS: Readonly<Record<string, string>> = {
  proven: 'proven proved nachgewies* prouve* demostrad* comprovad*',
  unproven: 'unproven unbelegt*',
  promised: 'promis* versproch* promet* zusage* zugesagt*',
  active: 'active* aktiv* actif* activ* ativ*',
  inactive: 'inactiv* inaktiv* inactif* inativ*',
  core: 'core kern* cle cles principal* nucleo centra* basis*',
  advanced: 'advanc* erweitert* fortgeschritt* avanc* avanz*',
  open: 'open* offen* ouvert* abiert* abert*',
  severe: 'severe* severity schwer* grav* urgent* dringend*',
  year: 'year* yearly annual* annuel* annuelle* jahr jahre jahren jahrlich* jahres* ans annee* ano anos anua*',
  account: 'account* konto konten kunde kunden kundin kundenkonto* compte* client* cuenta* conta contas customer* company companies',
  worse: 'worse* schlecht* verschlecht* empir* empeor* pior* degrad* deterior*',
  better: 'better improv* besser* verbesser* amelior* mejor* melhor*',
  overdue: 'overdue uberfallig* retard retards vencid* atrasad* atraso*',
  expected: 'expect* erwart* attendu* esperad*',
  proposed: 'propos* vorschlag* vorgeschlag* angebot*',
  median: 'median* mediane* mediana*',
  rank: 'rank* rang platz classement puesto posicao',
  peer: 'peer* vergleichskund* vergleichsgrupp* pairs',
  average: 'average* durchschnitt* schnitt moyen* promedio*',
  start: 'start* beginn* begin* debut* inicio*',
  end: 'end ends ended ending endet ende fin fins finit termina vence expire* expira* lauft',
  due: 'due fallig*',
  last: 'last letzt* dernier* ultim*',
  next: 'next nachst* prochain* proxim*',
};

/** Words of measuring: they may stand beside any figure and say little about which. */
const MEASURES: Readonly<Record<string, string>> = {
  point: 'point* punkt* punto* ponto*',
  score: 'score* wertung* puntuacion* pontuacao indice index',
  day: 'day* tag tage tagen jour jours dia dias',
  week: 'week* woche* semaine* semana*',
  month: 'month* monat* mois mes meses',
  hour: 'hour* stunde* heure* hora*',
  minute: 'minute* minuto*',
  percent: 'percent* prozent* pourcent* porcent* percentage*',
  share: 'share anteil* part quote taux rate proporc* proporti* tasa taxa',
  number: 'number anzahl nombre numero count total',
  level: 'level* stand niveau* nivel*',
  time: 'time zeit* dauer* duree* duracion* duracao temps tiempo tempo length',
  date: 'date* datum fecha*',
  change: 'change* veranderung* anderung* variation* cambio* evolution* variac* mudanc*',
  least: 'least minimum mindestens low lower untergrenze',
  most: 'most maximum hochstens high upper obergrenze',
  now: 'now current* currently derzeit* aktuell* actuel* actual* atual* jetzt heute today',
  within: 'within binnen innerhalb',
  more: 'more mehr plus mas mais',
  money: 'dollar* euro euros usd eur gbp pound* pfund*',
};

const measures = new Set(Object.keys(MEASURES));
const modifiers = new Set(Object.keys(MODIFIERS));

/** Whether a term names a thing that is measured. */
export const namesThing = (term: string): boolean => !measures.has(term) && !modifiers.has(term);
/** Whether a term tells figures apart. */
export const tellsApart = (term: string): boolean => !measures.has(term);

const whole = new Map<string, string[]>();
const beginnings = new Map<string, string[]>();
for (const [term, said] of [...Object.entries(FIELD), ...Object.entries(MODIFIERS), ...Object.entries(MEASURES)]) {
  for (const word of said.split(' ')) {
    const into = word.endsWith('*') ? beginnings : whole;
    const key = word.replace('*', '');
    into.set(key, [...(into.get(key) ?? []), term]);
  }
}
const SHORTEST = 3;
/** Inside a compound, shorter ones would be found in words that have nothing to do with them. */
const SHORTEST_INNER = 4;
const LONGEST_WORD = 40;

function beginningOf(word: string, shortest: number): { terms: string[]; length: number } | undefined {
  for (let length = word.length; length >= shortest; length--) {
    const terms = beginnings.get(word.slice(0, length));
    if (terms) return { terms, length };
  }
  return undefined;
}

const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 20_000;

/** The terms a plain word stands for; a compound ("abwanderungsrisiko") for those of its parts. Empty for other words. */
export function termsOfWord(word: string): readonly string[] {
  if (word.length > LONGEST_WORD) return [];
  const before = known.get(word);
  if (before) return before;
  const found = readTerms(word);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, found);
  return found;
}

function readTerms(word: string): string[] {
  const exact = whole.get(word) ?? (word.length > SHORTEST ? whole.get(word.replace(/e?s$/, '')) : undefined);
  if (exact) return exact;
  const first = beginningOf(word, SHORTEST);
  const terms = new Set(first?.terms);
  if (first?.length === word.length) return [...terms];
  // "vertragswert", "kundengesundheit": what a word ends with counts where it begins with a term, or is long enough to be two.
  for (let at = 4; at <= word.length - SHORTEST_INNER; at++) {
    const rest = word.slice(at);
    if (rest.startsWith('wert')) break; // "gesundheitswert": how much of it there is
    const inner = whole.get(rest)?.filter(() => rest.length >= SHORTEST_INNER) ?? beginningOf(rest, 5)?.terms;
    if (inner && inner.length > 0) {
      for (const term of inner) terms.add(term);
      break;
    }
  }
  return [...terms];
}
