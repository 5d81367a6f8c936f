<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Http;

use WpOrg\Requests\Requests;

defined( 'ABSPATH' ) || exit;

/** Those that WordPress checks servers by: it brings a file of its own, and Debian's takes the system's. */
final class Certificates {

	/** @return non-empty-string */
	public static function file(): string {
		$file = Requests::get_certificate_path();
		return '' === $file ? ABSPATH . 'wp-includes/certificates/ca-bundle.crt' : $file;
	}
}
