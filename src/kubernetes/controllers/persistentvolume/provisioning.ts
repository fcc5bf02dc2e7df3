/** Asks for a volume to be made for a claim (pkg/controller/volume/persistentvolume/pv_controller.go provisionClaim). */
import type {PersistentVolumeClaim} from '../../../api/core-v1/claims.ts';
import type {StorageClass} from '../../../api/storage-v1.ts';
import {StatusError} from '../../../apimachinery/status.ts';
import type {ControllerContext} from '../../controller.ts';
import {annotationOf, annotations, claimsResource, classesResource, classNameOf, withAnnotations} from './objects.ts';

const builtIn = 'kubernetes.io/';
/** Names of provisioners that were built in once, and of the drivers that do their work now (csi-translation-lib). */
const migrated: Readonly<Record<string, string>> = {
	'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
	'kubernetes.io/azure-disk': 'disk.csi.azure.com',
	'kubernetes.io/azure-file': 'file.csi.azure.com',
	'kubernetes.io/cinder': 'cinder.csi.openstack.org',
	'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
	'kubernetes.io/portworx-volume': 'pxd.portworx.com',
	'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
};

/** Names the provisioner on the claim, which is what it waits for, and tells people of the wait. */
export function provisionClaim(claim: PersistentVolumeClaim, {api, events}: ControllerContext): void {
	const className = classNameOf(claim);
	const storageClass = api.get<StorageClass>(classesResource, '', className);
	const fail = (message: string) => events.event(claim, 'Warning', 'ProvisioningFailed', message);
	if (!storageClass) {
		fail(`storageclass.storage.k8s.io ${JSON.stringify(className)} not found`);
		return;
	}
	const {provisioner} = storageClass;
	if (provisioner.startsWith(builtIn) && !migrated[provisioner]) {
		fail(`no volume plugin matched name: ${provisioner}`);
		return;
	}
	const name = migrated[provisioner] ?? provisioner;
	let asked: PersistentVolumeClaim;
	try {
		asked = askFor(name, claim, api);
	} catch (error) {
		if (error instanceof StatusError) {
			fail(`Error saving claim: ${error.message}`);
		}
		throw error;
	}
	const message = `Waiting for a volume to be created either by the external provisioner '${name}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
	events.event(asked, 'Normal', 'ExternalProvisioning', message);
}

function askFor(
	provisioner: string,
	claim: PersistentVolumeClaim,
	api: ControllerContext['api'],
): PersistentVolumeClaim {
	const {storageProvisioner, betaStorageProvisioner} = annotations;
	if (annotationOf(claim, storageProvisioner) === provisioner) {
		return claim;
	}
	const asking = {[betaStorageProvisioner]: provisioner, [storageProvisioner]: provisioner};
	return api.update(claimsResource, withAnnotations(claim, asking));
}
