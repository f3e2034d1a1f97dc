/**
 * Ordinary English words that are a letter or two away from one of the catalogue: "plain" is no slip of "plan", nor "protection" of
 * "projection". Words of the trade, and what a question is built with, are not here.
 */
const ORDINARY: ReadonlySet<string> = new Set(
  `accent acts adapted adapting admits advise allocates ancient appeal appeals appending apple arms assets attraction baking banning
    barking beast beaten bitter black blacks blank blanks boiling boring bugger burnt burying butter cancer carrier cease ceases cells chaps
    chapter chase chases choose chorus circulate clause clauses closet coast coding coincidence cold collected collection collections
    committee commodity common communism communist communists companion compassion compatible compelled compete competed competes
    compilation complacent composite composition computation compute computers computes concealed concealing conception concert concerts
    conducted conductor conform congested congestion connotation consent consented constants construct constructs contained contend contest
    continent continuum contradict contradicts contrast convention conventions converted convicted conviction convictions county couple
    cramps crisps crushed cursor curtain customary damns dealt decade declaring decode decoded decodes defeat defeating defending demise
    depending deranging derives deserting destining detaching device dials diesel disguised disgusted disposition dries dripped dripping
    drivel drown duration eleven empire encode evaluation excepts excessive exchanged exchanges expert expiry exploding explosion explosions
    explosive extending false farce fearing feeding fellow fiction filing format formation formed former fractions fries gentle glowing
    goody grain grave gravity grown hacker halve handy hangover hasty heaven hiding hunting ideals indication inference insertion interacted
    interaction interactions interpret intersection invention investigation irritation lager lasers latter leaning lending lengthy lest
    linked litter loader locking loose lovers loving masters messed messing mighty misled mists moaning monkey motive mutters nouns occupy
    offend offender offenders offending offspring outrage paint paints palace papers parent parsed patch patent patient pavement personnel
    phrase pints plain planet plant plants plugged plugs portability ported porting portions powder prayers praying prays precision premise
    premises prevented prince prints proceeds processor produce proportions prose prosecution protect protection protects provoking ranged
    ranted reacted reception reductions reflected refute regain relate relates relations relied religions remain remainder rendering repent
    requiring resent resort reuse revenge revise revolution reward riding rotten route routes ruining ruins sand scale scales scans scares
    screaming sealing sentient shareholder shareholders shelf shell shipped shout signature signatures singer singing sings slave slices
    slicing smell sneaking sneaks spell spelling spellings spitting spreading staring starring startling starving steep sticky stimulate
    stimulated stimulates stores stranger strangest stray stressing stringent struck sweat sweats tacked tacking teach teaches tempts
    tending thick throat throats thrust tiger tiles tired topical trade trailed trailing transform transmits treat treats trendy trick
    trusty unreadable upsetting variation vendor venues warping wasting wherever width witch wore worthy`.split(/\s+/),
);

/** Whether a word is one by itself, so that it is no other with a slip of the pen. */
export const isOrdinary = (word: string): boolean => ORDINARY.has(word);
