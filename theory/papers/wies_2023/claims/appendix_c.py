"""Claims of appendix C: SGD with gradients of finite precision (theorem 3, lemma 4, equations 23 to 51)."""

from theory.ledger import Claim, Verdict

CLAIMS: tuple[Claim, ...] = (
    Claim(
        "algorithm-2",
        "appendix C, algorithm 2",
        r"SGD as in algorithm 1, where every gradient may be replaced by any matrix within $\sigma$ of it in every "
        r"entry; with $\sigma = 0$ it is algorithm 1.",
        Verdict.HOLDS_AS_READ,
        reading=r"The approximation may depend on everything seen so far but not on later samples, and samples are fresh "
        r"draws from the distribution: (42) needs both. Step $i$ uses sample $i$ and moves $W^{(i-1)}$ to $W^{(i)}$.",
        consequence=r"The printed $B_i \sim N(0,1/m)$ makes theorem 3 false; see theorem-3.",
    ),
    Claim(
        "theorem-3",
        "appendix C, theorem 3",
        r"After $n$ steps of algorithm 1 with $\eta = 1/(m\sqrt n)$ and $m$ beyond some $m^* = "
        r"\mathrm{poly}(n, \delta^{-1}, T)$, the teacher-forced zero-one loss, averaged over steps and locations, is "
        r"$\tilde O(\phi/\sqrt n) + O(\log(1/\delta)/\sqrt n)$ with probability $1-\delta$ (equation 23). Stated as theorem 2 of "
        r"Wang et al. (2021) in this paper's notation.",
        Verdict.FAILS,
        counterexample=r"In the printed notation $B_i \sim N(0,1/m)$. Training moves $W$ by $O(\sqrt n T^8/m)$ (29), so by lemma 9 it moves "
        r"every output by $O(T^{14}\sqrt n/m)$, while the outputs start at size $1/\sqrt m$. For $m \ge n T^{28} D^2$ less than a share "
        r"$O(1/D)$ of the signs can change, so the error stays what it was at the start; and as $B \to -B$ turns "
        r"right answers into wrong ones, it is at least 1/2 with probability at least 1/2 there. For large $n$ the bound is below 1/2: no $m^*$ exists.",
        correction=r"With $B_i \sim N(0,1)$, wherever the conclusions of lemmas 6, 7 and 8 hold in that scale, (23) follows with $R^2 = \tilde O(T^4\phi)$ in place of "
        r"$\phi$: $\tilde O(T^4\phi/\sqrt n) + O(\log(1/\delta)/\sqrt n)$, for $R = T^2\sqrt\phi$ and widths $m \ge K \max\{n^3 T^{60} R^{-4}"
        r"\log^6 m,\ T^{10}R^2,\ T^9,\ T^6\log^3(1/\delta), n\}$.",
        consequence=r"Theorem 2 and everything that rests on it need $B_i \sim N(0,1)$ (or $f_t = \sqrt m B^T h_t$). Lemma 6 needs a second change of the initialisation, see "
        r"lemma-6: $\phi$ here is whatever bounds the squared complexities. Where it is polynomial, so are samples and width.",
        source="Wang et al. (2021), theorem 2 with remark H.1 of their supplement",
        uses=("lemma-4", "lemma-6", "lemma-7", "lemma-9"),
    ),
    Claim(
        "eq-23",
        "appendix C, equation 23",
        r"The bound of theorem 3: average teacher-forced zero-one loss $< \tilde O(\phi/\sqrt n) + O(\log(1/\delta)/\sqrt n)$.",
        Verdict.FAILS,
        reading=r"$W^{[i]}$ in the line below it is $W^{(i)}$.",
        counterexample=r"As for theorem-3: with $B_i \sim N(0,1/m)$ and $m \ge n T^{28} D^2$ the error stays within $O(1/D)$ of its value at the start.",
        correction=r"$\tilde O(T^4\phi/\sqrt n) + O(\log(1/\delta)/\sqrt n)$, with $B_i \sim N(0,1)$, wherever the conclusions of lemmas 6, 7 and 8 hold in that scale.",
        source="Wang et al. (2021), theorem 2 with remark H.1 of their supplement",
        uses=("lemma-4", "lemma-6", "lemma-7"),
    ),
    Claim(
        "remark-c-theorem-2-follows",
        "appendix C, after theorem 3",
        r"For exact gradients theorem 2, with $n > \tilde O(((\phi + \log(1/\delta))/\epsilon)^2)$, follows from theorem 3 and lemma 1 "
        r"by simple algebra.",
        Verdict.FAILS,
        counterexample=r"Lemma 1 needs the sum over locations, (23) bounds the average: a factor $T-d$ is lost. At $\phi = T^{24}$, "
        r"$\epsilon = 1/10$, $n = (\phi/\epsilon)^2$ the parts give only $(T-d)\,\epsilon$; predictors whose errors at "
        r"different locations never coincide attain it.",
        correction=r"$n \ge \tilde O\left(\left((T-d)(\phi + \log(1/\delta))/\epsilon\right)^2\right)$ follows.",
        consequence=r"Two more powers of $T$ in the number of samples; polynomial survives.",
        uses=("theorem-3", "lemma-1"),
    ),
    Claim(
        "remark-c-same-complexity",
        "appendix C, after theorem 3",
        r"With lemma 4 in place of lemma 14 of Wang et al. (2021), and lemmas 6 and 7 unchanged, one gets theorem 3 for algorithm 2, "
        r"that is $R^2 = \tilde O(\phi)$ in (24).",
        Verdict.FAILS,
        counterexample=r"Lemmas 6 and 7 give $R = \tilde O(T \sum_t \sqrt\phi)$, so $R^2 = \tilde O(T^4\phi)$, which is not $\tilde O(\phi)$ along "
        r"$T = M$. For two-input gates of degree 2, $\phi = T^{24}$ and $R = T^{14}$ does not even meet the premise $R = \Omega(T^{16})$.",
        correction=r"$R^2 = \tilde O(T^4\phi)$, and lemma 4 needs only $R = \Omega(T^6)$ (scale $B_i \sim N(0,1)$).",
        consequence=r"The number of samples is $\tilde O(T^2(T^4\phi + \log(1/\delta))^2/\epsilon^2)$: with (10), $T^{42+6N+2\deg}$ "
        r"instead of the printed $T^{32+6N+2\deg}$.",
        uses=("lemma-4", "lemma-6", "lemma-7", "eq-10"),
    ),
    Claim(
        "lemma-4",
        "appendix C, lemma 4",
        r"If some $W^*$ within $R/\sqrt m$ of $W^{(0)}$, $R = \Omega(T^{16})$ polynomial in $T$, has training losses at most $(1+R^2)/n$, then for "
        r"$m$ beyond a polynomial in $n, R, T, \delta^{-1}$ algorithm 2 with $\eta = 1/(m\sqrt n)$ and precision $O(1/m)$ satisfies (24) "
        r"with probability $1-\delta$.",
        Verdict.HOLDS_AS_READ,
        reading=r"Widths as corrected here: $m \ge K\max\{n^9\log^6 m, \sqrt n T^{11}, T^9, T^6\log^3(n/\delta)\}$ for the printed chain. "
        r"In the printed scale $B_i \sim N(0,1/m)$ the premise cannot be met for $n > (1+R^2)/\log 2$ and wide nets, so the lemma is true but empty; "
        r"with $B_i \sim N(0,1)$ it says something and holds for $R = \Omega(T^6)$, $m \ge K\max\{n^3T^{60}R^{-4}\log^6 m, T^{10}R^2, n, T^9, T^6\log^3(1/\delta)\}$.",
        consequence="The polynomial survives, with larger exponents than the proof says.",
        uses=("eq-24",),
    ),
    Claim(
        "eq-24",
        "appendix C, equation 24",
        r"The average teacher-forced zero-one loss is $O((R^2 + \log(1/\delta))/\sqrt n)$.",
        Verdict.HOLDS_AS_READ,
        reading="Under the widths of lemma-4 as corrected.",
        uses=("eq-51", "remark-c-log-to-zero-one", "remark-c-division"),
    ),
    Claim(
        "eq-25",
        "appendix C, equation 25",
        r"$\|W^{(i+1)} - W^{(0)}\|_F \le \sum_{k=0}^i \|W^{(k+1)} - W^{(k)}\|_F$.",
        Verdict.HOLDS,
    ),
    Claim(
        "eq-26",
        "appendix C, equation 26",
        r"Algorithm 2 moves $W^{(k)}$ by $-\eta(\nabla\ell(\mathbf y_k, f^{W^{(k)}}(\mathbf z_k)) + \sigma_k)$ with $\|\sigma_k\|_\infty < \sigma$.",
        Verdict.FAILS,
        counterexample=r"Algorithm 2 makes $W^{(k+1)}$ from sample $k+1$. Width 1, two samples with the same input and opposite labels: "
        r"the step from $W^{(1)}$ goes up the gradient of sample 1, not down. Also the ball of algorithm 2 is closed, so $\|\sigma_k\|_\infty = \sigma$ can occur.",
        correction=r"$W^{(k+1)} - W^{(k)} = -\eta(\nabla\ell(\mathbf y_{k+1}, f^{W^{(k)}}(\mathbf z_{k+1})) + \sigma_k)$, $\|\sigma_k\|_\infty \le \sigma$.",
        consequence=r"None for sizes. The martingale (42) is one only if $W^{(t)}$ has not seen sample $t$: number the samples from 0.",
        uses=("algorithm-2",),
    ),
    Claim(
        "eq-27",
        "appendix C, equation 27",
        r"The gradient of the loss (4) is $\frac1{T-d}\sum_{t=d}^T \frac{-y_t e^{-y_t f_t}}{1+e^{-y_t f_t}} \nabla f_t$.",
        Verdict.HOLDS,
        uses=("eq-4",),
    ),
    Claim(
        "eq-28",
        "appendix C, equation 28",
        r"$\|\nabla\ell\|_F \le \max_{d\le t\le T}\|\nabla f_t\|_F$.",
        Verdict.FAILS,
        counterexample=r"(4) divides $T-d+1$ terms by $T-d$. Width 1, $d=1$, $T=2$, $W=\frac12$, $A=0$, $h_0=1$, $B=10$, labels $-1$: both "
        r"$\|\nabla f_t\| = 10$, but $\|\nabla\ell\| > 16$.",
        correction=r"$\|\nabla\ell\|_F \le \frac{T-d+1}{T-d}\max_t\|\nabla f_t\|_F \le 2\max_t\|\nabla f_t\|_F$.",
        consequence="A factor 2, absorbed in every O() that follows.",
        uses=("eq-27",),
    ),
    Claim(
        "remark-c-gradient-width",
        "appendix C, between equations 28 and 29",
        r"For $m = \Omega(\max\{T^6\log^3(nT/\delta), \sqrt n T^8\})$ lemma 10 bounds all gradients along the run by $O(T^8)$.",
        Verdict.FAILS,
        counterexample=r"The bounds that lemma 10 multiplies give $T^{14}\rho^2 + T^{10}\rho + T^5$ at distance $\rho = \sqrt n T^8/m$: along "
        r"$n = 1$, $T = M$, $m = T^8$ that is $T^{14}$.",
        correction=r"$O(T^8)$ for $m = \Omega(\sqrt n T^{11})$ (and $O(T^5)$ for $m = \Omega(\sqrt n T^{13})$).",
        consequence=r"A larger power of $T$ in $m^*$. The maximum over all $\mathbf x$ in (41) moreover needs $m = \Omega(T^9)$.",
        uses=("lemma-10", "eq-28"),
    ),
    Claim(
        "eq-29",
        "appendix C, equation 29",
        r"$\|W^{(k+1)} - W^{(k)}\|_F = \eta\,O(T^8 + \frac1m) = O(\frac{T^8}{m\sqrt n} + \frac1{m^2\sqrt n})$.",
        Verdict.HOLDS,
        reading=r"True as an order because $T^8 \ge 1$. The rounding error is meant to contribute $1/m$; it contributes $m\sigma = O(1)$: see remark-c-rounding-norm.",
        uses=("eq-26", "eq-28", "remark-c-gradient-width"),
    ),
    Claim(
        "remark-c-rounding-norm",
        "appendix C, equations 29 and 36 to 38",
        r"Entrywise errors $\sigma = O(1/m)$ count as $O(1/m)$: in (29), and in (38), where $-\sum_i\langle\sigma_i, W^{(i)} - W^*\rangle$ becomes "
        r"$O(m^{-3/2}(n^2T^8 + nR))$.",
        Verdict.FAILS,
        counterexample=r"All $m^2$ entries equal to $1/m$ make $\|\sigma\|_F = 1$. Against $W^{(i)} - W^* = -R m^{-3/2}$ in every entry the sum is "
        r"$nR/\sqrt m$, a factor $m$ more.",
        correction=r"$\|\sigma_i\|_F \le m\sigma = O(1)$, and the sum is $O(n R/\sqrt m)$ for $m \ge n$, $R \ge T^{16}$.",
        consequence=r"None: $nR/\sqrt m$ is of the order of the linearisation error or less, so (38) and (39) stand.",
        uses=("algorithm-2",),
    ),
    Claim(
        "eq-30",
        "appendix C, equation 30",
        r"$L_i(W^{(i)}) - L_i(W^*)$ is at most $\langle\nabla L_i(W^{(i)}), W^{(i)} - W^*\rangle$ plus the remainder (31).",
        Verdict.HOLDS,
        reading=r"By convexity of the loss in $f$, which the text leaves unsaid. $f$ in (31) is $f_t$.",
        uses=("lemma-8", "eq-27", "remark-c-ball"),
    ),
    Claim(
        "eq-31",
        "appendix C, equation 31",
        r"The remainder of (30): a loss derivative of size at most 1 times $O((R/\sqrt m)^{1/3}T^{10}\sqrt m\log m)\,\|W^{(i)} - W^*\|_F$.",
        Verdict.HOLDS,
        reading=r"The normaliser's factor $\frac{T-d+1}{T-d} \le 2$ is absorbed.",
        uses=("lemma-8", "remark-c-ball"),
    ),
    Claim(
        "remark-c-ball",
        "appendix C, after equation 31",
        r"$m^* > n$ gives $\|W^{(i)} - W^{(0)}\|_F < O(R/\sqrt m)$.",
        Verdict.HOLDS,
        uses=("eq-29",),
    ),
    Claim(
        "eq-32",
        "appendix C, equation 32",
        r"The sum $\sum_i\langle\nabla L_i(W^{(i)}) + \sigma_i, W^{(i)} - W^*\rangle$, bounded by (33).",
        Verdict.HOLDS,
        reading=r"For iterates $W^{(i+1)} = W^{(i)} - \eta(\nabla L_i(W^{(i)}) + \sigma_i)$, $i = 1,\dots,n$.",
        source="Shalev-Shwartz and Ben-David (2014), lemma 14.1",
    ),
    Claim(
        "eq-33",
        "appendix C, equation 33",
        r"(32) is at most $\frac{\|W^{(1)} - W^*\|_F^2}{2\eta} + \frac\eta2\sum_i\|\nabla L_i(W^{(i)}) + \sigma_i\|_F^2$.",
        Verdict.HOLDS,
        source="Shalev-Shwartz and Ben-David (2014), lemma 14.1",
    ),
    Claim(
        "eq-34",
        "appendix C, equation 34",
        r"$\sum_i(L_i(W^{(i)}) - L_i(W^*))$ is at most (33) plus (35) plus (36).",
        Verdict.HOLDS_AS_READ,
        reading=r"The index $k$ under $\sum_i$ is $i$.",
        uses=("eq-30", "eq-31", "eq-33"),
    ),
    Claim(
        "eq-35",
        "appendix C, equation 35",
        r"The linearisation error, $O((R/\sqrt m)^{1/3}T^{10}\sqrt m\log m)\sum_i\|W^{(i)} - W^*\|_F$.",
        Verdict.HOLDS,
        uses=("eq-31",),
    ),
    Claim(
        "eq-36",
        "appendix C, equation 36",
        r"The rounding term, $-\sum_i\langle\sigma_i, W^{(i)} - W^*\rangle$.",
        Verdict.HOLDS,
        uses=("eq-33",),
    ),
    Claim(
        "eq-37",
        "appendix C, equation 37",
        r"(34) is at most $\frac{O(R^2 + T^{16})}{2\eta m} + \frac{\eta n}2 O(T^8 + 1)^2$.",
        Verdict.HOLDS,
        uses=("eq-34", "eq-28", "eq-29"),
    ),
    Claim(
        "eq-38",
        "appendix C, equation 38",
        r"(35) and (36) together are at most $O((R/\sqrt m)^{1/3}T^{10}n\log m)(R + nT^8) + O(m^{-3/2}(n^2T^8 + nR))$.",
        Verdict.HOLDS,
        reading=r"As a total. Its last term alone does not bound (36): see remark-c-rounding-norm; and $nT^8$ could be $\sqrt n T^8/\sqrt m$.",
        uses=("eq-35", "eq-36", "eq-29"),
    ),
    Claim(
        "eq-39",
        "appendix C, equation 39",
        r"(37) and (38) are $O(R^2\sqrt n) + O((R/\sqrt m)^{1/3}T^{10}n\log m)(R + nT^8) + O(m^{-3/2}n^2R)$.",
        Verdict.HOLDS,
        uses=("eq-37", "eq-38"),
    ),
    Claim(
        "remark-c-width",
        "appendix C, after equation 39",
        r"$m^*/\log^3 m^* > n^{3/2}$ makes (39) $O(R^2\sqrt n)$.",
        Verdict.FAILS,
        counterexample=r"$(R/\sqrt m)^{1/3}T^{10}n\log m\cdot R$ exceeds $R^2\sqrt n$ along $T = 1$, $R$ constant, $m = n^{8/5}$; $m \ge n$ does not help.",
        correction=r"$m^*/\log^6 m^* \ge n^9$ for (39) as printed; $m^*/\log^6 m^* \ge n^3$ with $\|W^{(i)} - W^*\|_F = O(R/\sqrt m)$ in (38). "
        r"Exactly, for (39): $m/\log^6 m \ge \max\{n^3T^{60}R^{-4}, n^9T^{108}R^{-10}\}$ and $m \ge nR^{-2/3}$.",
        consequence=r"The width is at least cubic in $n$; polynomial survives.",
        uses=("eq-39",),
    ),
    Claim(
        "eq-40",
        "appendix C, equation 40",
        r"$\frac1n\sum_i L_i(W^{(i)}) \le O(R^2/\sqrt n)$.",
        Verdict.HOLDS_AS_READ,
        reading="For widths as corrected in remark-c-width.",
        uses=("eq-39", "remark-c-width"),
    ),
    Claim(
        "eq-41",
        "appendix C, equation 41",
        r"Along the run all outputs on all inputs are $O(T^{14}\sqrt{n/m} + T) \le O(T^{14})$.",
        Verdict.HOLDS_AS_READ,
        reading=r"The superscript of $W$ is the step, the subscript of $f$ the location. For all inputs at once lemma 9 needs $m \ge K T^6(T+\log(1/\delta))^3$, and $m \ge n$.",
        uses=("lemma-9", "eq-29"),
    ),
    Claim(
        "remark-c-loss-bound",
        "appendix C, after equation 41",
        r"So the loss is at most $\log(1 + e^{O(T^{14})}) \le C T^{14}$.",
        Verdict.HOLDS,
        uses=("eq-41",),
    ),
    Claim(
        "eq-42",
        "appendix C, equation 42",
        r"The sums over $t < i$ of expected minus observed loss, over $CT^{14}$, form a martingale.",
        Verdict.HOLDS_AS_READ,
        reading=r"Samples numbered from 0, so that $W^{(t)}$ is made from $s_0, \dots, s_{t-1}$, and the initialisation held fixed. With algorithm 2's own numbering $W^{(t)}$ "
        r"has seen $s_t$, and the sum drifts.",
        uses=("algorithm-2", "remark-c-loss-bound"),
    ),
    Claim(
        "eq-43",
        "appendix C, equation 43",
        r"Its differences are at most 1.",
        Verdict.HOLDS,
        uses=("remark-c-loss-bound",),
    ),
    Claim(
        "eq-44",
        "appendix C, equation 44",
        r"The conditional second moment of a difference, computed in (45) to (47).",
        Verdict.HOLDS_AS_READ,
        reading=r"Conditioned on $s_0, \dots, s_{t-1}$: the index $i$ of the filtration is $t$.",
        uses=("eq-42",),
    ),
    Claim(
        "eq-45",
        "appendix C, equation 45",
        r"It is $C^{-2}T^{-28}$ times mean square minus squared mean of the loss.",
        Verdict.HOLDS,
        uses=("eq-44",),
    ),
    Claim(
        "eq-46",
        "appendix C, equation 46",
        r"It is at most the conditional mean of the loss over $CT^{14}$.",
        Verdict.HOLDS,
        uses=("eq-45", "remark-c-loss-bound"),
    ),
    Claim(
        "eq-47",
        "appendix C, equation 47",
        r"Which is the expected loss over $CT^{14}$.",
        Verdict.HOLDS,
        uses=("eq-46",),
    ),
    Claim(
        "eq-48",
        "appendix C, equation 48",
        r"With probability $1-\delta$ the sum of the differences is at most (49).",
        Verdict.CITED,
        source="Ji and Telgarsky (2020), lemma C.2 (Freedman's inequality)",
        uses=("eq-42", "eq-43", "eq-47"),
    ),
    Claim(
        "eq-49",
        "appendix C, equation 49",
        r"$(e-2)$ times the sum of the conditional second moments, plus $\ln(1/\delta)$.",
        Verdict.CITED,
        source="Ji and Telgarsky (2020), lemma C.2 (Freedman's inequality)",
        uses=("eq-48",),
    ),
    Claim(
        "eq-50",
        "appendix C, equation 50",
        r"So the sum of the expected losses is at most $\frac1{3-e}$ times that of the observed ones, plus $O(T^{14})\ln(1/\delta)$.",
        Verdict.HOLDS,
        uses=("eq-49",),
    ),
    Claim(
        "eq-51",
        "appendix C, equation 51",
        r"Which is $O(R^2\sqrt n) + O(R\ln(1/\delta))$.",
        Verdict.HOLDS,
        uses=("eq-50", "eq-40"),
    ),
    Claim(
        "remark-c-log-to-zero-one",
        "appendix C, last lines",
        r"The log loss exceeds $\log 2$ where the answer is wrong and is positive everywhere, so the zero-one loss, averaged as in (4), is less than the log loss over $\log 2$.",
        Verdict.HOLDS_AS_READ,
        reading=r"Wrong means $y_tf_t < 0$, natural logarithms. If $f_t = 0$ counts as wrong the two can be equal.",
        uses=("eq-4",),
    ),
    Claim(
        "remark-c-division",
        "appendix C, last line",
        r"And thus, dividing (51) by $n$, (24) holds.",
        Verdict.FAILS,
        counterexample=r"$R\log(1/\delta)/n$ is not $O((R^2 + \log(1/\delta))/\sqrt n)$: along $n = 1$, $R = M$, $\log(1/\delta) = M^2$ it is larger by a factor $M$.",
        correction=r"The average is also at most 2, and $\min\{2, R^2/\sqrt n + R\log(1/\delta)/n\} = O((R^2 + \log(1/\delta))/\sqrt n)$.",
        consequence="None: (24) stands.",
        uses=("eq-51",),
    ),
)
