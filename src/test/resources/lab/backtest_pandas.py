"""What `dromedary backtest` of the default predictor does over all hours, in pandas: to time the two.

    time python src/test/resources/lab/backtest_pandas.py btcusd-hourly-train.csv.gz report.html
"""
import sys
import numpy as np, pandas as pd
d=pd.read_csv(sys.argv[1]); c=np.log(d.close); r=c.diff()
s1=r.rolling(720).std()
m=[np.tanh((c-c.shift(h))/(s1*np.sqrt(h))/1.5) for h in (168,336,672)]
t=[np.tanh((c-c.rolling(w).mean())/(s1*np.sqrt(w))*1.2) for w in (480,1200)]
sig=np.minimum(s1,s1.rolling(8760,min_periods=480).median())*np.sqrt(168)
p=(0.1*sum(m+t)/5*sig).clip(-.025,.025)
y=c.shift(-168)-c
def boot(cols,block=336,draws=2000,seed=67):
    n=len(cols[0]); S=np.concatenate([np.zeros((len(cols),1)),np.cumsum(np.array(cols),axis=1)],axis=1)
    S2=np.concatenate([S,S[:,-1:]+S[:,1:]],axis=1)
    k=n//block; rest=n-k*block; rng=np.random.default_rng(seed)
    a=rng.integers(0,n,(draws,k)); tot=(S2[:,a+block]-S2[:,a]).sum(-1)
    if rest: b=rng.integers(0,n,draws); tot+=S2[:,b+rest]-S2[:,b]
    return tot
known=r.shift(-1).fillna(0)
k=p.notna()&y.notna()&(d.index>=9479)
mom=c-c.shift(168)
ended=mom; mean=ended.expanding().mean()
def zloss(y,p,s): 
    q=lambda z:z/(1+z*z)**.375
    return abs(q(p/s)-q(y/s))+(0.01*abs((p-y)/s))**4
sg=np.sqrt((ended**2).rolling(8760,min_periods=1).mean())
for name,q in (('default',p),('known',p+known),('zero',0*p),('mean',mean),('momentum',mom)):
    Y=y[k].values;P=q[k].values;sgm=sg[k].values
    cols=[(P-Y)**2,Y*Y,P,Y,P*P,P*Y,(P*Y>0)*1.,(P*Y!=0)*1.,abs(P-Y),np.log10(np.maximum(1e-9,zloss(Y,P,sgm))/np.maximum(1e-9,zloss(Y,0*P,sgm)))]
    T=boot(cols); sk=1-T[0]/T[1]
    print(name,np.sqrt(cols[0].mean()),100*(1-cols[0].sum()/cols[1].sum()),np.quantile(sk,[.025,.975]))
# predecessor's ridge, refitted each day
f=pd.DataFrame({'r1':r,'r24':c-c.shift(24),'m24':d.close.rolling(24).mean(),'m72':d.close.rolling(72).mean(),'v':r.rolling(24).std()})
f['p24']=d.close/f.m24-1; f['p72']=d.close/f.m72-1; f['mr']=f.m72/f.m24-1; f['e']=f.v.rolling(24).mean()/(f.v+1e-8)-1
X=f.values; Y=y.values; out=np.zeros(len(X))
for t in range(9479,len(X),24):
    a,b=t-719,t-168+1
    A=X[a:b];mu=A.mean(0);B=Y[a:b];mb=B.mean(); w=np.linalg.solve((A-mu).T@(A-mu)+np.eye(9),(A-mu).T@(B-mb)); out[t:t+24]=(X[t:t+24]-mu)@w+mb
print('ridge',1-((out-Y)[k.values]**2).sum()/(Y[k.values]**2).sum())
import matplotlib; matplotlib.use('Agg'); import matplotlib.pyplot as plt, io, base64
imgs=[]
def png(fig):
    b=io.BytesIO(); fig.savefig(b,format='png'); plt.close(fig); imgs.append(base64.b64encode(b.getvalue()).decode())
Y=y[k].values
fig,ax=plt.subplots(figsize=(10,4.2))
for name,q in (('default',p),('known',p+known),('zero',0*p),('mean',mean),('momentum',mom)):
    g=np.cumsum(Y*Y-(q[k].values-Y)**2); ax.plot(np.arange(len(g))[::100],g[::100],label=name)
ax.legend(); png(fig)
P=p[k].values
fig,ax=plt.subplots(figsize=(10,4.2)); ax.scatter(P[::100],Y[::100],s=4); png(fig)
fig,ax=plt.subplots(figsize=(10,4.2)); o=np.argsort(P); ax.plot([P[i].mean() for i in np.array_split(o,10)],[Y[i].mean() for i in np.array_split(o,10)]); png(fig)
mth=pd.to_datetime(d.time[k]).dt.strftime('%Y-%m'); e=pd.Series((P-Y)**2).groupby(mth.values).mean()**.5
fig,ax=plt.subplots(figsize=(10,4.2)); ax.plot(e.values); png(fig)
open(sys.argv[2],'w').write(''.join('<img src="data:image/png;base64,%s">'%i for i in imgs))
