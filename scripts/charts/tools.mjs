import { goTool } from './go-tool.mjs'

const helmVersion = (major, version) => `-X helm.sh/helm/v${major}/internal/version.version=v${version}`

/** Helm 4 renders what is committed. */
export const helm4 = () =>
  goTool({
    name: 'helm4',
    version: '4.2.4',
    module: 'helm.sh/helm/v4',
    pkg: 'helm.sh/helm/v4/cmd/helm',
    ldflags: helmVersion(4, '4.2.4'),
    variable: 'HELM4_BIN',
  })

/** Helm 3 has security fixes until February 2027, and has to render the same. */
export const helm3 = () =>
  goTool({
    name: 'helm3',
    version: '3.21.4',
    module: 'helm.sh/helm/v3',
    pkg: 'helm.sh/helm/v3/cmd/helm',
    ldflags: helmVersion(3, '3.21.4'),
    variable: 'HELM3_BIN',
  })

/** Holds manifests against strict schemas. */
export const kubeconform = () =>
  goTool({
    name: 'kubeconform',
    version: '0.7.0',
    module: 'github.com/yannh/kubeconform',
    pkg: 'github.com/yannh/kubeconform/cmd/kubeconform',
    variable: 'KUBECONFORM_BIN',
  })

/** Looks for what is allowed and unwise. Its vanity address is not everywhere; the repository behind it is. */
export const kubeLinter = () =>
  goTool({
    name: 'kube-linter',
    version: '0.8.3',
    module: 'golang.stackrox.io/kube-linter',
    from: 'github.com/stackrox/kube-linter',
    pkg: 'golang.stackrox.io/kube-linter/cmd/kube-linter',
    ldflags: '-X golang.stackrox.io/kube-linter/internal/version.version=0.8.3',
    variable: 'KUBE_LINTER_BIN',
  })
