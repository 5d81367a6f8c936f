<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/** Who may use the plugin, and where its routes are. */
final class Access {

	public const CAPABILITY = 'manage_woocommerce';

	/** Namespace of the REST routes. */
	public const ROUTES = 'sors/v1';
}
