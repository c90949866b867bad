"""Claims of appendix E: what is taken from Wang et al. (2021) and Allen-Zhu et al. (2019) (lemmas 6 to 11)."""

from theory.ledger import Claim, Verdict

_WANG = "Wang et al. (2021)"
_ALLEN_ZHU = "Allen-Zhu et al. (2019)"

CLAIMS: tuple[Claim, ...] = (
    Claim(
        "eq-69",
        "appendix E, equation 69",
        r"The kernel at location $t$: $\mathbf H^t_{ij} = \frac1m\langle\nabla f_t(\mathbf z^{(i)}), \nabla f_t(\mathbf z^{(j)})\rangle$ at the initial weights.",
        Verdict.HOLDS_AS_READ,
        reading=r"A definition; for its normaliser $\frac1m$ the entries of $B$ have variance 1. Then $\mathbf H^t$ tends to "
        r"$H^t = \kappa_0(\rho_t)(\frac12K_{t-1} + H^{t-1})$, $K_t = (t+1)\kappa_1(\rho_t)$, $\rho_t = (K_{t-1} + [z_t = z'_t])/(t+1)$, "
        r"with $K_0 = 1$, $H^0 = 0$ and the arc-cosine kernels $\kappa_0, \kappa_1$; terms between different times vanish at one output, and between outputs $t$ and $t+l$ those at "
        r"times $s$ and $s+l$ survive. (That the net with one $W$ for all times has this limit is a known theorem for kernels of recurrent nets; here it is tested against finite widths.)",
        consequence=r"With $B_i \sim N(0, 1/m)$ as algorithm 1 prints, $\mathbf H^t = O(1/m)$: the limit is the zero matrix, and lemma 6 and lemma 7 fail. "
        r"Dropping $\frac1m$ instead would repair this line alone: the radius $R/\sqrt m$, the rate $\eta = 1/(m\sqrt n)$ and the factor $\sqrt m$ of eq 72 belong to variance 1. "
        r"The limit is one at fixed $t$: a drawn $W$, the same at all times, stretches the state by a factor a step whose logarithm scatters by about $\sqrt5/(2\sqrt m)$, so that for most draws $m$ must outgrow $t^2$ (measured on $|h_t|^2$; necessary, not sufficient).",
    ),
    Claim(
        "eq-70",
        "appendix E, equation 70",
        r"The targets at location $t$: $\tilde{\mathbf y}^{(t)} = (h_t(\mathbf z^{(1)}), \dots, h_t(\mathbf z^{(n)}))$, $h$ the target function.",
        Verdict.HOLDS_AS_READ,
        reading=r"$h_t$ is the target at step $t$, not the hidden state of eq 1; $\tilde{\mathbf y}^{(t)}$ is indexed by time and runs over samples, $\mathbf y^{(i)}$ by sample and runs over time.",
    ),
    Claim(
        "lemma-6",
        "appendix E, lemma 6",
        r"For wide nets, with probability $1-\delta$ there are matrices $\mathbf H^{t,\infty}$ with $\mathbf H^t + \mathbf v^T\mathbf v \succeq \mathbf H^{t,\infty}$ for some small $\mathbf v$, and complexity "
        r"$\sqrt{\tilde{\mathbf y}^T(\mathbf H^{t,\infty})^{-1}\tilde{\mathbf y}} = O(\sqrt\phi)$ at every $d \le t \le T$.",
        Verdict.FAILS,
        counterexample=r"(i) As printed, one sample is enough: item 1 gives $\mathbf H^{t,\infty} \le \mathbf H^t/(1 - 10^{-4})$ and $\mathbf H^t \approx t(t+1)/4m$ for $B_i \sim N(0, 1/m)$, so the complexity is at "
        r"least $\sqrt{(1-10^{-4})\,4m/(t(t+1))}$, which grows with $m$. (ii) Also with $B_i \sim N(0,1)$: for the parity of tokens 1 and 2 (or token 1 alone) at $t = d$ and all $n = 2^d$ inputs, the squared complexity is at least "
        r"$(1 - 10^{-4}/2^d)/\hat k_t(S)$, and $\hat k_t(S) \le \frac12 C_t e^{\sqrt2}\left(\frac{1 + e^{-\sqrt2/\beta_t}}2\right)^{t-1}$ with $\beta_t = (3\pi/2\sqrt2)^{2/3}(t+1)^{1/3}$ and $C_t = O(t^5)$: "
        r"$e^{\Omega(d^{2/3})}$, above every power of $d$. Computed over all inputs the complexity is $10^{15.8}$ at $d = 1000$ and $10^{79.1}$ at $d = 10^4$, where $T^{12}$ is $10^{48}$.",
        correction=r"With $B_i \sim N(0,1)$ and $M_0$ of variance $2T^3/m$ instead of $2/m$ (or $A$ smaller by $T^{3/2}$, which scales the kernel by $T^{-3}$ besides) the limit kernel satisfies item 2 for every function of $N$ tokens and every sample of distinct "
        r"inputs: the squared complexity is at most $4(1 - 1/\sqrt2\,T)^{-T}(4\pi T^3)^N = O(1)^N T^{3N}$, within $\phi$'s $T^{16+3N+\deg}C^{2N}$. No smaller power $T^\gamma$, $\gamma < 3$, is enough: $e^{\Omega(T^{1-\gamma/3})}$ remains.",
        consequence=r"As printed the lemma gives no learnability at all. With $B$ mended it gives it for gates of recent tokens; a gate that reads $D$ tokens back costs at least $e^{\Omega(D/t^{1/3})}$ in this kernel, so that for the leaves of "
        r"bit-subset parity, which read up to $d$ back, theorems 2 and 3 and corollary 1 do not follow for algorithm 1's initialisation. The bound in $n$: any complexity is also at most $\sqrt{n/\lambda_{\min}}$, so that the failure needs "
        r"$n$ beyond every power of $T$; below that $\phi/\sqrt n$ promises nothing either. At the sizes of the experiments ($d \le 32$) sub-tasks are cheap all the same (complexity 2 to 5 at $d \le 16$, 10 for the farthest leaf at $d = 32$).",
        uses=("eq-69", "eq-70", "eq-10"),
    ),
    Claim(
        "lemma-7",
        "appendix E, lemma 7",
        r"For wide nets, with probability $1-\delta$ some $W^*$ within $R/\sqrt m$ of $W^{(0)}$ has training losses at most $(1+R^2)/n$, with $R = \tilde O(T\sum_t\sqrt{\tilde{\mathbf y}^T(\mathbf H^{t,\infty})^{-1}\tilde{\mathbf y}})$.",
        Verdict.FAILS,
        counterexample=r"With $B_i \sim N(0, 1/m)$ and $R$ fixed, every $W$ in the ball has $f_t(W) = f_t(W^{(0)}) + O(R/\sqrt m) \to 0$, so that every loss tends to $\frac{T-d+1}{T-d}\log2$, above $(1+R^2)/n$ once $n > (1+R^2)/\log2$. For $d = 12$, $T = 13$ and "
        r"labels that repeat the last token, $R^2 \approx 2.0\cdot10^3$ (complexities at variance 1, constants 1) and all $n = 2^{12}$ inputs: $(1+R^2)/n < 0.5 < 2\log2$.",
        correction=r"With $B_i \sim N(0,1)$, $\mathbf H$ the joint limit kernel over samples *and* outputs and $Y$ all labels: $W^* = W^{(0)} + \frac cm\sum_{i,t}(\mathbf H^{-1}Y)_{i,t}\nabla f_t(\mathbf z^{(i)})$ has $f(W^*) \to f(W^{(0)}) + cY$ at distance $\to R/\sqrt m$, "
        r"$R = c\sqrt{Y^T\mathbf H^{-1}Y}$; $c = 2\log n + \max|f(W^{(0)})|$ makes every loss at most $2/n^2$.",
        consequence=r"Lemmas 4 and 5 have a hypothesis that the printed net cannot meet for $n > (1+R^2)/\log2$ and large $m$. The kernels of single outputs do not decide $R$, since outputs share $W$; in every case computed the joint complexity was below the "
        r"printed sum over $t$, so the printed $R$ was enough. But regression with one $W$ for all outputs needs more samples than output by output. By lemma 6's failure $R$ is not polynomial in $T$ for far tokens and all inputs.",
        uses=("lemma-6", "eq-69"),
    ),
    Claim(
        "lemma-8",
        "appendix E, lemma 8",
        r"For $n$ given inputs, with probability $1 - O(n)e^{-\Omega(m^{1/3})}$, $f_t$ is linear within radius $r = O(\mathrm{poly}(n,T)/\sqrt m)$ up to (72), for all locations.",
        Verdict.CITED,
        reading="The inputs are given beforehand; the bound is for all pairs of weights in the ball.",
        consequence=r"The source states only probability $1 - O(n)e^{-\Omega(\log m)}$; the stronger form rests on a private communication (footnote 14): see remark-e-weak-tail.",
        source=f"{_WANG}, lemma 13, with the probability of footnote 14, which is not in it",
    ),
    Claim(
        "eq-71",
        "appendix E, equation 71",
        r"The deviation from linearity, $|f_t^{\tilde W} - f_t^W - \langle\nabla f_t^W, \tilde W - W\rangle|$, bounded by (72).",
        Verdict.CITED,
        source=f"{_WANG}, lemma 13",
        uses=("lemma-8",),
    ),
    Claim(
        "eq-72",
        "appendix E, equation 72",
        r"$O(r^{1/3}T^{10}\sqrt m\log m)\,\|\tilde W - W\|_F$.",
        Verdict.CITED,
        source=f"{_WANG}, lemma 13",
        consequence=r"The factor $\sqrt m$ belongs to $B_i \sim N(0,1)$; with the printed $N(0,1/m)$ the bound is weaker than lemma 10 by itself. "
        r"Its powers of $r$ and $m$ are attained: a change of rank one that turns the units nearest their kink in the last step has a deviation of order $r^{4/3}\sqrt m$ at fixed $T$ (for $r^{2/3}m$ large). "
        r"Measured, training's own direction does better and no direction shows a power of $T$ above 4.",
        uses=("lemma-8",),
    ),
    Claim(
        "remark-e-weak-tail",
        "appendix E, footnote 14",
        r"The published lemma has probability $1 - O(n)e^{-\Omega(\log m)}$ only; its proof, the authors are said to confirm, gives $1 - O(n)e^{-\Omega(m^{1/3})}$.",
        Verdict.CITED,
        reading=r"What is checked is what either form gives for all $2^d$ inputs at once.",
        consequence=r"Lemma 11, and with it lemma 5, rest on the unpublished form, with which $m \ge K(T^3 + \log^3(1/\delta))$ is enough. With the published one, $m^{-\Omega(1)}$, a union over "
        r"$2^d$ inputs needs $\log m = \Omega(d)$: no polynomial width is enough ($d = T$, $m = T^{100}$). Lemma 4 does not need it: for $n$ inputs $m \ge (n/\delta)^{O(1)}$ is enough.",
        source="private communication with the authors of Wang et al. (2021)",
        uses=("lemma-8",),
    ),
    Claim(
        "remark-e-b-norm",
        "appendix E, proofs of lemmas 9 and 10",
        r"$\|B\|_2 = O(1)$ with probability $1 - e^{-\Omega(m)}$.",
        Verdict.HOLDS,
        reading=r"For $B_i \sim N(0,1/m)$, as printed.",
        consequence=r"With $B_i \sim N(0,1)$ it is $O(\sqrt m)$, and lemmas 9 and 10 get a factor $\sqrt m$.",
    ),
    Claim(
        "lemma-9",
        "appendix E, lemma 9",
        r"Outputs within radius $\mathrm{poly}(T)/\sqrt m$ are $O(T^6\|W - W^{(0)}\|_F + t)$ with probability $1 - e^{-\Omega(m^{1/3}/T^2)}$ for one input (73), and $O(T^6\|W-W^{(0)}\|_F + T)$ for all inputs "
        r"with probability $1 - e^{-O(T) - \Omega(m^{1/3}/T^2)}$ (74).",
        Verdict.FAILS,
        counterexample=r"The sign in the second probability: see eq-74. Also, for $m$ only just polynomial the ball is not small, and outputs grow exponentially in $T$: see eq-73.",
        correction=r"$1 - e^{O(T) - \Omega(m^{1/3}/T^2)}$, which says something for $m \ge KT^9$; and $m \ge \mathrm{poly}(T)$ so large that $\|W - W^{(0)}\|_F \le T^{-c}$.",
        consequence=r"$T^9$ joins the conditions on $m$. Locations should be $d \le t \le T$.",
        source=f"{_ALLEN_ZHU}, lemmas B.3 and C.2.a",
        uses=("eq-73", "eq-74"),
    ),
    Claim(
        "eq-73",
        "appendix E, equation 73",
        r"$|f_t^W(\mathbf z)| = O(T^6\|W - W^{(0)}\|_F + t)$, from $\|B\| = O(1)$, $\|h_t\| = O(t)$ at the start and its change $O(T^6\|W-W^{(0)}\|_F)$.",
        Verdict.CITED,
        reading=r"For all $W$ in the ball at once, and $m$ so large that the ball is small, $\|W-W^{(0)}\|_F \le T^{-c}$. Without that a rank-one change of norm $r > 1$ makes the output grow like $r^t$.",
        source=f"{_ALLEN_ZHU}, lemmas B.3 and C.2.a",
        uses=("remark-e-b-norm",),
    ),
    Claim(
        "eq-74",
        "appendix E, equation 74",
        r"The same for all inputs and locations, with probability $1 - e^{-O(T) - \Omega(m^{1/3}/T^2)}$, by a union bound.",
        Verdict.FAILS,
        counterexample=r"A union bound adds failures: $2^{10}$ independent events of probability $10^{-4}$ have a union of probability above $0.09$, not below $10^{-4}$.",
        correction=r"Probability $1 - e^{O(T) - \Omega(m^{1/3}/T^2)}$; at least $1-\delta$ for $m \ge K(T^9 + T^6\log^3(1/\delta))$, and for no smaller power of $T$.",
        consequence=r"(41) and (57) need $m = \Omega(T^9)$.",
        uses=("eq-73",),
    ),
    Claim(
        "lemma-10",
        "appendix E, lemma 10",
        r"Gradients within radius $\mathrm{poly}(T)/\sqrt m$ satisfy (75) with probability $1 - e^{-\Omega(m^{1/3}/T^2)}$ for one input, and with $1 - e^{-O(T)-\Omega(m^{1/3}/T^2)}$ for all; by (76) and the bounds on its factors.",
        Verdict.FAILS,
        counterexample=r"The factors give more than (75), see eq-75; and the second probability has the wrong sign, see eq-74.",
        correction=r"$O(T^{14}\rho^2 + T^{10}\rho + T^5)$ with $\rho = \|W - W^{(0)}\|_F$, for all inputs with probability $1 - e^{O(T) - \Omega(m^{1/3}/T^2)}$.",
        consequence=r"$O(T^8)$, which (29) and (58) use, needs $\rho \le T^{-3}$, that is $m \ge \sqrt nT^{11}$; with $\rho \le T^{-5}$ it is even $O(T^5)$.",
        source=f"{_ALLEN_ZHU}, lemmas B.11 and C.9",
        uses=("eq-75", "eq-76", "lemma-9"),
    ),
    Claim(
        "eq-75",
        "appendix E, equation 75",
        r"From (76), $\|h_i\| = O(T^6\rho + T)$, $\|\prod(W^TD_j)\| = O(T^7\rho + T^3)$ and $\|B\| = O(1)$ it follows that $\|\nabla f_t\|_F = O(T^8\rho + T^4)$.",
        Verdict.FAILS,
        counterexample=r"(76) has up to $T$ summands: their bounds add up to $T(T^7\rho+T^3)(T^6\rho+T)$, which at $\rho = 1$ is $T^{14}$ against $T^8$ and at $\rho = T^{-5}$ is $T^5$ against $T^4$.",
        correction=r"$O(T^{14}\rho^2 + T^{10}\rho + T^5)$ follows, and nothing less.",
        consequence=r"That real nets break (75) is not shown; its proof does not give it. See lemma-10.",
        uses=("eq-76", "eq-73"),
    ),
    Claim(
        "eq-76",
        "appendix E, equation 76",
        r"$\nabla_Wf_t = \sum_{i=1}^t\prod_{j=t}^{i+1}(W^TD_j)\,B\,D_i\,h_i$.",
        Verdict.FAILS,
        counterexample=r"Differentiated exactly, a net of width 3 and length 4 with rational weights has another gradient, whether $BD_ih_i$ is read as $D_iBh_i^T$ or as $B(D_ih_i)^T$ and whichever way the product runs.",
        correction=r"$\nabla_Wf_t = \sum_{i=1}^tD_i\,(W^TD_{i+1})(W^TD_{i+2})\cdots(W^TD_t)\,B\,h_{i-1}^T$.",
        consequence="None for norms: all factors keep theirs.",
        uses=("eq-1", "eq-2"),
    ),
    Claim(
        "remark-e-polynomial-gradients",
        "appendix E, before lemma 10",
        r"So the gradients are polynomially bounded, as the negative result for parities asks.",
        Verdict.HOLDS_AS_READ,
        reading=r"Within the ball of radius $T^k/\sqrt m$, and with locations $d \le t \le T$ in lemma 10: without sub-tasks $T = d$ and the printed range $d < t$ is empty.",
        uses=("lemma-10",),
    ),
    Claim(
        "lemma-11",
        "appendix E, lemma 11",
        r"Lemma 8 for all inputs at once, with probability $1 - e^{O(T\log T) - \Omega(m^{1/3})}$, for $r = O(\mathrm{poly}(T)/\sqrt m)$.",
        Verdict.CITED,
        reading=r"'Lemma 8 from Wang et al.' in the text is lemma 8 of this paper.",
        consequence="Rests on the unpublished probability of lemma 8: see remark-e-weak-tail.",
        source=f"{_WANG}, lemma 13, with the probability of footnote 14",
        uses=("lemma-8",),
    ),
    Claim(
        "eq-77",
        "appendix E, equation 77",
        r"The largest deviation from linearity over all inputs and locations, bounded by (78).",
        Verdict.CITED,
        source=f"{_WANG}, lemma 13, with the probability of footnote 14",
        uses=("lemma-11",),
    ),
    Claim(
        "eq-78",
        "appendix E, equation 78",
        r"$O(r^{1/3}T^{10}\sqrt m\log m)\,\|\tilde W - W\|_F$.",
        Verdict.CITED,
        source=f"{_WANG}, lemma 13, with the probability of footnote 14",
        uses=("lemma-11",),
    ),
)
