import { specs } from './spec/losses/index.ts';
const law = process.argv[2]!;
for (const s of Object.values(specs) as any[]) { const c=s.laws[law]; const params=Object.entries(s.params).filter(([,p]:any)=>p.kind==='number').map(([n])=>n).join(',');
 const opt=Object.entries(s.operands).filter(([,o]:any)=>o.absent!==undefined).map(([n])=>n).join(',');
 const t = c.kind==='holds'? 'H '+c.instances.map((i:any)=>JSON.stringify(i.args)+(i.when?' WHEN '+JSON.stringify(i.when):'')).join(' ; ').slice(0,900)+(c.otherwise?' OTHERWISE '+c.otherwise.map((w:any)=>JSON.stringify(w.args)+w.because).join(';').slice(0,200):'') : c.kind==='false'? 'FALSE '+JSON.stringify(c.witness.args)+' '+c.witness.because : '-- '+c.because;
 console.log(`${s.id} [${params}${opt?' | '+opt:''}]: ${t}`);
}
